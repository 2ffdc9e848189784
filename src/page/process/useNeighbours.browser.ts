/** The keys to the neighbours of a process, in the list that somebody came from. */
import { client, outcome } from '../api/client.browser';
import type { Route } from '../route/address';
import { navigate } from '../route/current.browser';
import { useKeys } from '../ui/keys.browser';
import { neighbourOf } from './neighbour';
import { type IdentifiedProcess, screenOf } from './place';

/** Processes of a list without a screen of its own. */
const LIMIT = 1000;

let listed: readonly IdentifiedProcess[] = [];

/** Keeps the processes of a screen, in their order there: what comes next is what somebody saw next. */
export function keepListed(processes: readonly IdentifiedProcess[]): void {
  listed = processes;
}

/** Offers `[` and `]` for the screens of a process. The screen stays the same. */
export function useNeighbours(route: Route, pid: number | undefined): void {
  const go = async (step: 1 | -1) => {
    if (listed.length === 0) {
      listed = await byPid();
    }
    const next = pid === undefined ? undefined : neighbourOf(listed, pid, step);
    if (next !== undefined) {
      navigate(screenOf(next, route.screen));
    }
  };
  useKeys({
    '[': ['Previous process of the list', () => void go(-1)],
    ']': ['Next process of the list', () => void go(1)],
  });
}

async function byPid(): Promise<readonly IdentifiedProcess[]> {
  const query = { type: 'user' as const, sort: 'pid,asc', limit: LIMIT, columns: 'pid,startTicks' };
  const { answer } = await outcome(client.GET('/api/processes', { params: { query } }));
  return answer?.processes ?? [];
}
