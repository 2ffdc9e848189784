/** The keys to the neighbours of a process, in the list that somebody came from. */
import { client, outcome } from '../api/client.browser';
import type { Route } from '../route/address';
import { currentRoute, navigate } from '../route/current.browser';
import { useKeys } from '../ui/keys.browser';
import { neighbourOf } from './neighbour';
import { type IdentifiedProcess, screenOf } from './place';

/** Processes of a page, and pages that are read at most. */
const LIMIT = 1000;
const PAGES = 20;

let listed: readonly IdentifiedProcess[] = [];

/** Keeps the processes of a screen, in their order there: what comes next is what somebody saw next. */
export function keepListed(processes: readonly IdentifiedProcess[]): void {
  listed = processes;
}

/** Offers keys for the screens of a process; `b` and `n` are for keyboards where brackets take three keys. */
export function useNeighbours(route: Route, pid: number | undefined): void {
  const go = async (step: 1 | -1) => {
    const processes = listed.length === 0 ? await byPid() : listed;
    const next = pid === undefined ? undefined : neighbourOf(processes, pid, step);
    // Whoever has gone elsewhere meanwhile stays there.
    if (next !== undefined && currentRoute.peek() === route) {
      navigate(screenOf(next, route.screen));
    }
  };
  const previous = ['Previous process of the list', () => void go(-1)] as const;
  const next = ['Next process of the list', () => void go(1)] as const;
  useKeys({ '[': previous, b: previous, ']': next, n: next });
}

/** All processes as they are now. */
async function byPid(): Promise<readonly IdentifiedProcess[]> {
  const processes: IdentifiedProcess[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const query = {
      type: 'user' as const,
      sort: 'pid,asc',
      limit: LIMIT,
      columns: 'pid,startTicks',
      ...(after === undefined ? {} : { after }),
    };
    const { answer } = await outcome(client.GET('/api/processes', { params: { query } }));
    processes.push(...(answer?.processes ?? []));
    after = answer?.next;
    if (after === undefined) {
      break;
    }
  }
  return processes;
}
