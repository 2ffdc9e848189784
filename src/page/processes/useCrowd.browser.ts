/** All processes of the node: read page by page, then renewed one page at a time. */
import { useEffect, useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, outcome } from '../api/client.browser';
import { pauseAfter } from '../api/pause';
import { poll } from '../api/poll.browser';
import type { Problem, UnavailableField } from '../api/problem';
import { type ListedProcess, withPage } from './crowd';

/** The fields of a row that the table shows or searches. */
const FIELDS = [
  'pid',
  'startTicks',
  'name',
  'executable',
  'user',
  'type',
  'container',
  'pod',
  'unit',
  'virtualBytes',
  'residentBytes',
  'privateBytes',
  'mappings',
  'privateGrowthPerSecond',
  'verdict',
  'findings',
].join(',');

/** The measure of the sparklines: what a leak of memory raises. */
const HISTORY = 'privateBytes' as const;

const PAGE = 1000;
const EVERY_SECONDS = 5;

export interface Crowd {
  readonly processes: readonly ListedProcess[];
  /** Whether all pages have been read once. */
  readonly complete: boolean;
  readonly problem: Problem | undefined;
  /** What is not known of processes with memory, and why. */
  readonly unavailable: readonly UnavailableField[];
  readonly mappingLimit: number | undefined;
}

type Known = Omit<Crowd, 'mappingLimit'>;

const NOBODY: Known = { processes: [], complete: false, problem: undefined, unavailable: [] };

export function useCrowd(withKernelThreads: boolean): Crowd {
  const [known, setKnown] = useState(NOBODY);
  useEffect(() => {
    setKnown(NOBODY);
    return renew(withKernelThreads ? 'all' : 'user', setKnown);
  }, [withKernelThreads]);
  const system = useAnswer('system', signal => outcome(client.GET('/api/system', { signal })));
  return { ...known, mappingLimit: system.answer?.mappings?.maxMapCount };
}

/** Whether the table shows the field of an entry, and somebody can do something about it. */
function told({ field = '', reason }: UnavailableField): boolean {
  return (
    field === 'processes' ||
    (reason !== 'not-applicable' && FIELDS.split(',').includes(field.replace('processes[].', '')))
  );
}

/** Reads page after page for ever: the first pages at once, later ones at the pace of one request. */
function renew(type: 'user' | 'all', setKnown: (change: (before: Known) => Known) => void): () => void {
  let after: string | undefined;
  let pid = 0;
  let complete = false;
  let failures = 0;
  return poll(async signal => {
    const query = {
      type,
      sort: 'pid,asc',
      limit: PAGE,
      columns: FIELDS,
      history: HISTORY,
      ...(after === undefined ? {} : { after }),
    };
    const { answer, problem } = await outcome(client.GET('/api/processes', { params: { query }, signal }));
    if (problem !== undefined) {
      failures += 1;
      setKnown(before => ({ ...before, problem }));
      return pauseAfter(EVERY_SECONDS, failures, problem);
    }
    failures = 0;
    const rows = answer.processes ?? [];
    const [from, last] = [pid, answer.next === undefined];
    complete ||= last;
    const unavailable = (answer.unavailable ?? []).filter(each => told(each));
    setKnown(before => ({
      processes: withPage(before.processes, rows, from, last),
      complete,
      problem: undefined,
      unavailable,
    }));
    after = answer.next;
    pid = last ? 0 : (rows.at(-1)?.pid ?? 0);
    return complete ? EVERY_SECONDS : 0;
  });
}
