/** The verdict on the growth of a process, in words, with what it rests on. */
import type { components } from '../api/generated';
import { reasonFor } from '../api/problem';
import { durationSeconds } from '../ui/moment';
import { duration } from '../ui/quantity';
import { categoryWords, type MeasureGrowth, measureWords, rate } from './measures';

export type ProcessGrowth = components['schemas']['ProcessGrowth'];

/** Pairs of the twelve floors behind a verdict, and how many more of them must rise than fall. */
const PAIRS = 66;
const NEEDED = 34;

/** The measures that the verdict on the process comes from: those with the same verdict, the fastest in bytes first. */
export function telling(growth: ProcessGrowth): readonly MeasureGrowth[] {
  const all = [...(growth.measures ?? []), ...(growth.categories ?? [])];
  const speed = ({ unit, floorsPerSecond, growthPerSecond }: MeasureGrowth) =>
    (unit === 'bytes' ? 1e9 : 1) * Math.abs(floorsPerSecond ?? growthPerSecond ?? 0);
  return all
    .filter(({ verdict }) => verdict !== undefined && verdict === growth.verdict)
    .sort((one, other) => Number(isPrivate(other)) - Number(isPrivate(one)) || speed(other) - speed(one));
}

function isPrivate({ measure }: MeasureGrowth): boolean {
  return measure === 'privateBytes';
}

const BEGINNINGS = {
  leaking: 'This process leaks',
  growing: 'This process grows',
  shrinking: 'This process shrinks',
} as const;

/** The verdict as one or two sentences. */
export function verdictSentence(growth: ProcessGrowth): string {
  const { verdict = 'unknown', blamed } = growth;
  if (verdict === 'unknown') {
    const remedy = reasonFor(growth.unavailable, 'verdict')?.remedy;
    return remedy === undefined ? 'Not judged yet.' : `Not judged yet: ${remedy}.`;
  }
  if (verdict === 'steady') {
    const seconds = durationSeconds(growth.window);
    return `This process is steady: nothing that is judged grew${seconds === undefined ? '' : ` in ${duration(seconds)}`}.`;
  }
  const [first] = telling(growth);
  const what =
    first === undefined
      ? ''
      : `: ${measureWords(first.measure ?? '')}, ${rate(first.floorsPerSecond ?? first.growthPerSecond ?? 0, first.unit)}`;
  const where = blamed === undefined || blamed === first?.measure ? '' : `. Most of it is in ${categoryWords(blamed)}`;
  const end = first?.bounded === true ? '. It fills memory that was mapped before, so this growth ends by itself' : '';
  return `${BEGINNINGS[verdict]}${what}${where}${end}.`;
}

/** A piece of evidence: a measure, and what was seen of it. */
export interface Evidence {
  readonly measure: string;
  readonly words: string;
}

/** What the verdict rests on, a piece for each telling measure. */
export function evidence(growth: ProcessGrowth): readonly Evidence[] {
  return telling(growth).flatMap(each => {
    const { measure = '', kendall, unit, floorsPerSecond, floorsLowPerSecond, floorsHighPerSecond } = each;
    if (kendall === undefined || floorsPerSecond === undefined) {
      return [];
    }
    const range =
      floorsLowPerSecond === undefined || floorsHighPerSecond === undefined
        ? ''
        : `; most pairs between ${rate(floorsLowPerSecond, unit)} and ${rate(floorsHighPerSecond, unit)}`;
    return [
      {
        measure,
        words: `${measureWords(measure)}: the lowest values of twelve equal parts of time change by ${rate(floorsPerSecond, unit)}${range}. Kendall’s S is ${kendall} of ${PAIRS}, and a trend needs ${NEEDED}`,
      },
    ];
  });
}
