/** The processes of the node as the page knows them, joined from pages of the list. */
import type { components } from '../api/generated';

export type ListedProcess = components['schemas']['ListedProcess'];

/** Verdicts, worst first. */
export const VERDICTS = ['leaking', 'growing', 'shrinking', 'steady', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The name of a process that no other one has: its pid and its start. */
export function processKey(process: ListedProcess): string {
  return `${process.pid}@${process.startTicks}`;
}

/**
 * The processes after a page of the list: in the order of their pids, the page's rows in place of what was known.
 *
 * @param known the processes so far, by pid
 * @param page rows of the list, sorted by pid
 * @param after the last pid before the page; none for the first page
 * @param last whether no page follows
 */
export function withPage(
  known: readonly ListedProcess[],
  page: readonly ListedProcess[],
  after: number,
  last: boolean,
): readonly ListedProcess[] {
  const end = last ? Number.POSITIVE_INFINITY : (page.at(-1)?.pid ?? after);
  const before = known.filter(process => (process.pid ?? 0) <= after);
  const behind = known.filter(process => (process.pid ?? 0) > end);
  return [...before, ...page, ...behind];
}

/** How many processes there are of each verdict, and those that cannot be judged since they cannot be read. */
export interface Tally {
  readonly verdicts: ReadonlyMap<Verdict, number>;
  readonly nearLimit: number;
  readonly unreadable: number;
}

/** Share of the mapping limit from which a process is near it: that of the finding. */
const NEAR_LIMIT = 0.8;

/** Counts processes, for one sentence. */
export function tally(processes: readonly ListedProcess[], mappingLimit: number | undefined): Tally {
  const verdicts = new Map<Verdict, number>(VERDICTS.map(verdict => [verdict, 0]));
  let nearLimit = 0;
  let unreadable = 0;
  for (const process of processes) {
    if (process.type !== 'user') {
      continue;
    }
    if (process.mappings === undefined) {
      unreadable += 1;
    } else if (mappingLimit !== undefined && process.mappings >= NEAR_LIMIT * mappingLimit) {
      nearLimit += 1;
    }
    if (process.verdict !== undefined) {
      verdicts.set(process.verdict, (verdicts.get(process.verdict) ?? 0) + 1);
    }
  }
  return { verdicts, nearLimit, unreadable };
}

/** The tally as one sentence, worst first. */
export function sentence({ verdicts, nearLimit, unreadable }: Tally): string {
  const parts = VERDICTS.slice(0, 4).map(verdict => ({ number: verdicts.get(verdict) ?? 0, words: verdict as string }));
  parts.splice(1, 0, { number: nearLimit, words: 'near the mapping limit' });
  parts.push({ number: verdicts.get('unknown') ?? 0, words: 'not judged yet' });
  const said = parts.filter(({ number }) => number > 0).map(({ number, words }) => `${number} ${words}`);
  if (unreadable > 0) {
    said.push(`mappings of ${unreadable} not known`);
  }
  return said.length === 0 ? 'No process has been read yet.' : `${said.join(', ')}.`;
}

/** Whether a process has a text in one of its names. */
export function matches(process: ListedProcess, text: string): boolean {
  const wanted = text.toLowerCase();
  const { pid, name, executable, user, container, pod, unit } = process;
  return [String(pid), name, executable, user, container, pod, unit].some(each => each?.toLowerCase().includes(wanted));
}

/** The processes in the order of `column,asc` or `column,desc`; those without the value come last. */
export function sorted(processes: readonly ListedProcess[], sort: string): readonly ListedProcess[] {
  const [column = 'pid', direction = 'desc'] = sort.split(',');
  const sign = direction === 'asc' ? 1 : -1;
  const rows = [...processes];
  const value = (process: ListedProcess): unknown =>
    column === 'verdict'
      ? -VERDICTS.indexOf(process.verdict ?? 'unknown')
      : (process as Readonly<Record<string, unknown>>)[column];
  return rows.sort((one, other) => {
    const [left, right] = [value(one), value(other)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return sign * compare(left, right) || (one.pid ?? 0) - (other.pid ?? 0);
  });
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') {
    return left - right;
  }
  const [one, other] = [String(left), String(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}
