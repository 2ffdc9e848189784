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

/** A kind of process that the first sentence counts, and that it can filter by. */
export interface Count {
  /** The value of `show` in addresses. */
  readonly show: string;
  readonly words: string;
  readonly number: number;
}

/** Share of the mapping limit from which a process is near it: that of the finding. */
const NEAR_LIMIT = 0.8;

const WORDS: Readonly<Record<string, string>> = {
  near: 'near the mapping limit',
  unknown: 'not judged yet',
  unread: 'with unread mappings',
};

/** Whether a process is of a kind: a verdict, `near` the mapping limit, or `unread`. */
export function isOf(process: ListedProcess, show: string, mappingLimit: number | undefined): boolean {
  if (process.type !== 'user') {
    return false;
  }
  const { mappings, verdict } = process;
  switch (show) {
    case 'near':
      return mappings !== undefined && mappingLimit !== undefined && mappings >= NEAR_LIMIT * mappingLimit;
    case 'unread':
      return mappings === undefined;
    default:
      return verdict === show;
  }
}

/**
 * The kinds of process that there are, worst first.
 *
 * @param shown the kind that the table is limited to, which is counted even if there is none; empty for all
 */
export function counts(
  processes: readonly ListedProcess[],
  mappingLimit: number | undefined,
  shown = '',
): readonly Count[] {
  const known = ['leaking', 'near', ...VERDICTS.slice(1), 'unread'];
  const kinds = shown === '' || known.includes(shown) ? known : [...known, shown];
  return kinds
    .map(show => ({
      show,
      words: WORDS[show] ?? show,
      number: processes.filter(process => isOf(process, show, mappingLimit)).length,
    }))
    .filter(({ show, number }) => number > 0 || show === shown);
}

/** The fields that the table can be limited to one value of, by their parameters in addresses. */
export const EXACT = ['name', 'executable', 'user', 'container', 'pod', 'unit'] as const;

/** The limits to one value of a field in the parameters of an address. */
export function exactLimits(parameters: Readonly<Record<string, string>>): readonly [(typeof EXACT)[number], string][] {
  return EXACT.flatMap(field => {
    const value = parameters[field];
    return value === undefined || value === '' ? [] : [[field, value]];
  });
}

/** The processes in the order that they had before: those that are new come last. */
export function inOrder(processes: readonly ListedProcess[], keys: readonly string[]): readonly ListedProcess[] {
  const places = new Map(keys.map((key, place) => [key, place]));
  const place = (process: ListedProcess) => places.get(processKey(process)) ?? keys.length;
  return [...processes].sort((one, other) => place(one) - place(other));
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
      ? VERDICTS.indexOf(process.verdict ?? 'unknown')
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
