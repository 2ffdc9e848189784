/** The difference of two address spaces, and the listings that tell its places. */

import { type Shown, useAnswer } from '../api/answer.browser';
import { client, type Outcome, outcome } from '../api/client.browser';
import { pinned } from '../process/place';
import type { Diff } from './diff-words';
import type { ListedMapping } from './listed-place';

/** Most differences in an answer. */
const LIMIT = 1000;

/** The difference from a snapshot to another one, or to its process as it runs now. */
export function useSnapshotDiff(a: string, b: string, times: number): Shown<Diff> {
  return useAnswer(`snapshot diff ${a} ${b} ${times}`, signal =>
    outcome(
      client.GET('/api/snapshots/{snapshot}/diff', {
        params: { path: { snapshot: a }, query: { with: b, limit: LIMIT } },
        signal,
      }),
    ),
  );
}

/** The difference of any two. */
export function useDiff(a: string, b: string, times: number): Shown<Diff> {
  return useAnswer(`diff ${a} ${b} ${times}`, signal =>
    outcome(client.GET('/api/diff', { params: { query: { a, b, limit: LIMIT } }, signal })),
  );
}

/** What a listing for places has of each mapping. */
const COLUMNS = 'start,end,sizeBytes,permissions,kind,category,path,name';

/** Address spaces with more mappings are not listed for the places of their differences alone. */
const MOST = 20_000;

/** The mappings of a side of a difference; none where there are too many, absent until they are there. */
export function useListing(side: Diff['a'], mappings: number | undefined): readonly ListedMapping[] | undefined {
  const { snapshot, pid, startTicks } = side ?? {};
  const wanted = pid !== undefined && mappings !== undefined && mappings <= MOST;
  const shown = useAnswer(`listing ${wanted} ${snapshot} ${pid}@${startTicks} ${mappings}`, signal =>
    wanted ? listing(snapshot, pid, startTicks, signal) : Promise.resolve({ answer: [] }),
  );
  // Places come from the listing of these mappings alone, not from the one that was shown before.
  return shown.waiting ? undefined : shown.answer;
}

async function listing(
  snapshot: string | undefined,
  pid: number,
  startTicks: number | undefined,
  signal: AbortSignal,
): Promise<Outcome<readonly ListedMapping[]>> {
  const { answer, problem } =
    snapshot === undefined
      ? await outcome(
          client.GET('/api/processes/{pid}/maps', {
            params: {
              path: { pid: String(pid) },
              query: { columns: COLUMNS, ...pinned(startTicks) },
            },
            signal,
          }),
        )
      : await outcome(
          client.GET('/api/snapshots/{snapshot}/maps', {
            params: { path: { snapshot }, query: { columns: COLUMNS } },
            signal,
          }),
        );
  return problem === undefined ? { answer: answer.mappings ?? [] } : { problem };
}
