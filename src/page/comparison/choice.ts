/** The choice of two states of a process to compare. */
import type { components } from '../api/generated';
import type { Route } from '../route/address';
import { clock, epochMillis } from '../ui/moment';
import { duration } from '../ui/quantity';

export type Snapshot = components['schemas']['Snapshot'];

/** The word for the process as it runs now. */
export const NOW = 'now';

export interface Choice {
  /** Id of a snapshot; absent if there is none. */
  readonly a: string | undefined;
  /** Id of a snapshot, or {@link NOW}. */
  readonly b: string;
}

/** The snapshots of a process, newest first; a pid alone may have belonged to another process. */
export function snapshotsOf(all: readonly Snapshot[], startTicks: number | undefined): readonly Snapshot[] {
  return all
    .filter(snapshot => startTicks === undefined || snapshot.startTicks === startTicks)
    .toSorted((one, other) => timeOf(other) - timeOf(one));
}

/** The time of the state that a snapshot has, in milliseconds. */
export function timeOf({ capturedAt, storedAt }: Snapshot): number {
  return Date.parse(capturedAt ?? storedAt ?? '') || 0;
}

/** The choice of an address; by default the last snapshot and now. */
export function choiceOf(snapshots: readonly Snapshot[], a: string | undefined, b: string | undefined): Choice {
  return { a: a ?? snapshots.find(({ id }) => id !== b)?.id, b: b ?? NOW };
}

/**
 * The states nearest to two moments. Now is the end if no moment is given, if it is nearer, or if no snapshot lies before
 * the nearest one: two states are compared whenever there is one snapshot.
 */
export function choiceNear(snapshots: readonly Snapshot[], { since, at }: Moments, now: number): Choice {
  const distance = (snapshot: Snapshot, moment: number) => Math.abs(timeOf(snapshot) - moment);
  const nearest = (of: readonly Snapshot[], moment: number) =>
    of.toSorted((one, other) => distance(one, moment) - distance(other, moment))[0];
  const last = at === undefined ? undefined : nearest(snapshots, at);
  const isNear = last !== undefined && at !== undefined && distance(last, at) <= Math.abs(now - at);
  const earlier = isNear ? snapshots.filter(each => timeOf(each) < timeOf(last)) : [];
  const begin = nearest(earlier, since);
  return begin === undefined ? { a: nearest(snapshots, since)?.id, b: NOW } : { a: begin.id, b: last?.id ?? NOW };
}

/** The choice after a snapshot was taken: it ends the comparison, or begins the first one. */
export function choiceAfter({ a }: Choice, taken: string): Choice {
  return a === undefined ? { a: taken, b: NOW } : { a, b: taken };
}

/** The moments of a chart that an address asks for. */
export interface Moments {
  readonly since: number;
  /** Absent for the process as it runs. */
  readonly at: number | undefined;
}

/** The moments of an address; absent if it has none, or states that somebody chose. */
export function momentsOf({ a, b, since, at }: Route['parameters']): Moments | undefined {
  const first = a === undefined && b === undefined ? epochMillis(since) : undefined;
  return first === undefined ? undefined : { since: first, at: epochMillis(at) };
}

/** The states of moments in words, with how far they are from them. */
export function momentWords(snapshots: readonly Snapshot[], { a, b }: Choice, { since, at }: Moments): string {
  const near = (id: string | undefined, moment: number) => {
    const state = snapshots.find(each => each.id === id);
    const away = Math.round(Math.abs((state === undefined ? Date.now() : timeOf(state)) - moment) / 1000);
    return `${clock(new Date(moment))} (${state === undefined ? 'now, ' : ''}${duration(away)} away)`;
  };
  return `The states nearest to ${near(a, since)} and ${at === undefined ? 'now' : near(b, at)} of the chart.`;
}

/** The choice as parameters of an address; {@link NOW} is left out. */
export function choiceParameters({ a = '', b }: Choice): Readonly<Record<string, string>> {
  return { a, b: b === NOW ? '' : b, since: '', at: '' };
}

/** Whether two addresses are the same screen of the same process. */
export function isSameScreen(one: Route | undefined, other: Route): boolean {
  return (
    one?.screen === other.screen &&
    one.process?.pid === other.process?.pid &&
    one.process?.startTicks === other.process?.startTicks
  );
}

const CAUSES: Readonly<Record<NonNullable<Snapshot['cause']>, string>> = {
  requested: 'requested',
  received: 'sent from elsewhere',
  pasted: 'pasted',
  leaking: 'by itself: the process began to leak',
  'mapping-limit': 'by itself: four fifths of the mapping limit are used',
  finding: 'by itself: a finding of high severity',
};

/** The reason for a snapshot, in words. */
export function causeWords({ cause }: Snapshot): string {
  return cause === undefined ? 'not known' : CAUSES[cause];
}

/** Places of moments on a line, from 0 (the first) to 1 (the last). */
export function linePlaces(times: readonly number[]): readonly number[] {
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return times.map(time => (last === first ? 1 : (time - first) / (last - first)));
}
