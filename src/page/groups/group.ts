/** Groups of processes in words, and where they lead. */
import type { components } from '../api/generated';
import type { Verdict } from '../processes/crowd';
import type { Route } from '../route/address';
import { count, percent } from '../ui/quantity';

export type Group = components['schemas']['Group'];

/** What processes can be grouped by, with the words for it. */
export const GROUPINGS = {
  container: 'container',
  user: 'user',
  unit: 'systemd unit',
  pod: 'pod',
  executable: 'executable',
  name: 'name',
} as const;

export type Grouping = keyof typeof GROUPINGS;

/** The grouping that a parameter names; absent for the groups of the metrics. */
export function groupingOf(text: string | undefined): Grouping | undefined {
  return (Object.keys(GROUPINGS) as Grouping[]).find(each => each === text);
}

/** Processes without a container, unit or pod: no group to look into. */
const NOBODY = '(none)';

/** The route to a group: its members, or the processes with its value; absent where there is no value. */
export function groupRoute(group: string, by: Grouping | undefined): Route | undefined {
  if (group === NOBODY) {
    return undefined;
  }
  return by === undefined
    ? { screen: 'groups', parameters: { group } }
    : { screen: 'processes', parameters: { [by]: group } };
}

/** A judgement with its words. */
export interface Judgement {
  /** Absent where there is no verdict to colour the words by. */
  readonly verdict?: Verdict;
  readonly words: string;
}

/** The verdict on a group: the leaks among its members. */
export function judgement({ leakSuspects = 0, privateGrowthPerSecond }: Group): Judgement {
  if (leakSuspects > 0) {
    return { verdict: 'leaking', words: `${count(leakSuspects)} leaking` };
  }
  return privateGrowthPerSecond === undefined
    ? { verdict: 'unknown', words: 'not judged yet' }
    : { words: 'none suspected' };
}

/** A sum over the members that could be read: at least so many, if not all could. */
export function atLeast(words: string, coverage: number | undefined): string {
  return coverage !== undefined && coverage < 1 ? `≥ ${words}` : words;
}

/** How much of a group its growth is known of. */
export function coverageWords(coverage: number | undefined): string {
  return coverage === undefined || coverage >= 1
    ? 'known of all of its private memory'
    : `known of ${percent(coverage)} of its private memory`;
}

/** The groups in one sentence. */
export function groupsSentence(groups: readonly Group[], total: number): string {
  const leaking = groups.filter(({ leakSuspects = 0 }) => leakSuspects > 0).length;
  const all = `${count(total)} ${total === 1 ? 'group' : 'groups'}`;
  return `${all}, ${leaking === 0 ? 'none with a suspected leak' : `${leaking} with suspected leaks`}.`;
}
