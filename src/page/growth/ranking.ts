/** The ranking of what grows on a node, in words. */
import type { components } from '../api/generated';
import { epochMillis } from '../ui/moment';
import { count, percent } from '../ui/quantity';
import { type LimitAhead, limitName, reachedWords } from './limit';
import { amount } from './measures';

type Schemas = components['schemas'];
export type Growing = Schemas['Growing'];
export type GrowingProcess = Schemas['GrowingProcess'];
export type GrowingGroup = Schemas['GrowingGroup'];

/** One sentence: how many leak and grow, and how many are not known. */
export function rankingSentence({ processes = [], processesUntold = 0 }: Growing): string {
  const number = (wanted: GrowingProcess['verdict']) => processes.filter(({ verdict }) => verdict === wanted).length;
  const rest = processes.length - number('leaking') - number('growing');
  const parts = [
    [number('leaking'), 'leaking'],
    [number('growing'), 'growing'],
    [rest, 'rising, not judged yet'],
  ] as const;
  const said = parts.filter(([many]) => many > 0).map(([many, words]) => `${count(many)} ${words}`);
  const untold =
    processesUntold === 0
      ? ''
      : ` The slope of ${count(processesUntold)} more is not known yet: they have not run, or were not watched, for long enough.`;
  return `${said.length === 0 ? 'Nothing grows.' : `${said.join(', ')}.`}${untold}`;
}

/** The limit that is reached first, with the time; absent if none is approached. */
export function limitWords(limit: LimitAhead | undefined, at: string | undefined): string | undefined {
  if (limit?.of === undefined || limit.limit === undefined) {
    return undefined;
  }
  const { limit: most, unit, utilisation, secondsLeft } = limit;
  const when = secondsLeft === undefined ? '' : `; ${reachedWords(secondsLeft, epochMillis(at))}`;
  const used = utilisation === undefined ? '' : `, ${percent(utilisation)} used`;
  return `${limitName(limit)}: ${amount(most, unit)}${used}${when}`;
}

/** Measures that a ranking may be asked for; the empty one leaves the choice to the service. */
export const RANKED: readonly string[] = [
  '',
  'privateBytes',
  'virtualBytes',
  'residentBytes',
  'sharedMemoryBytes',
  'swapBytes',
  'pageTableBytes',
  'mappings',
  'threads',
];
