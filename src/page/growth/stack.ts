/** The layers of a chart over time, one on another. */
import type { components } from '../api/generated';
import { CATEGORIES, type Category, isCategory, LOOKS } from '../space/listing/categories';

export type GrowthSample = components['schemas']['GrowthSample'];

/** The pictures of the same samples. */
export const PICTURES = ['memory', 'category', 'mappings', 'threads'] as const;
export type Picture = (typeof PICTURES)[number];

/** A layer: one measure over all samples. */
export interface Layer {
  /** Name of the measure or the category, as in the API. */
  readonly name: string;
  readonly words: string;
  /** The category whose colour and pattern the layer has. */
  readonly look: Category;
  /** Values of the samples; null where a sample has none. */
  readonly values: readonly (number | null)[];
}

type Sized = 'privateBytes' | 'fileBytes' | 'sharedMemoryBytes' | 'mappings' | 'threads';

const SINGLE: Readonly<Record<Exclude<Picture, 'category'>, readonly [Sized, string, Category][]>> = {
  memory: [
    ['fileBytes', 'files', 'file'],
    ['sharedMemoryBytes', 'shared memory', 'shared-memory'],
    ['privateBytes', 'private, in RAM or swapped out', 'anonymous'],
  ],
  mappings: [['mappings', 'mappings', 'kernel']],
  threads: [['threads', 'threads', 'thread-stack']],
};

/** The layers of a picture, from the bottom up; those that are 0 in all samples are left out. */
export function layers(samples: readonly GrowthSample[], picture: Picture): readonly Layer[] {
  if (picture !== 'category') {
    return SINGLE[picture]
      .map(([name, words, look]) => ({ name, words, look, values: samples.map(sample => sample[name] ?? null) }))
      .filter(hasValues);
  }
  const unknown = new Set(samples.flatMap(({ categoryBytes }) => Object.keys(categoryBytes ?? {})));
  for (const category of CATEGORIES) {
    unknown.delete(category);
  }
  return [...CATEGORIES, ...unknown]
    .map(name => ({
      name,
      words: isCategory(name) ? LOOKS[name].words : name,
      look: isCategory(name) ? name : ('other' as const),
      values: samples.map(({ categoryBytes }) => (categoryBytes === undefined ? null : own(categoryBytes, name))),
    }))
    .filter(hasValues);
}

/** The size of a category; 0 where there is none of it, whatever its name is. */
function own(sizes: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(sizes, name) ? (sizes[name] ?? 0) : 0;
}

function hasValues({ values }: Layer): boolean {
  return values.some(value => value !== null && value !== 0);
}

/** The upper edges of layers: the first is on the ground, each other one on the one before. */
export function stacked(drawn: readonly Layer[]): readonly (readonly (number | null)[])[] {
  const edges: (readonly (number | null)[])[] = [];
  for (const { values } of drawn) {
    const below = edges.at(-1);
    edges.push(values.map((value, at) => (value === null ? null : value + (below?.[at] ?? 0))));
  }
  return edges;
}

/** A longer pause than this many usual ones is a gap. */
const USUAL_PAUSES = 4;

/** Places in a list of times before which there is a gap: the service was not running, or was late. */
export function gapsBefore(times: readonly number[]): readonly number[] {
  const pauses = times.slice(1).map((time, at) => time - (times[at] ?? time));
  const usual = pauses.toSorted((one, other) => one - other)[Math.floor(pauses.length / 2)] ?? 0;
  return pauses.flatMap((pause, at) => (pause > USUAL_PAUSES * usual ? [at + 1] : []));
}

/**
 * Times and rows of a chart with an empty column in each gap, so that no line crosses it.
 *
 * @returns the times, the rows, and for each column its place before; absent for an empty column
 */
export function withGaps(times: readonly number[], rows: readonly (readonly (number | null)[])[]) {
  const gaps = new Set(gapsBefore(times));
  const columns = times.flatMap((_, at) => (gaps.has(at) ? [undefined, at] : [at]));
  return {
    columns,
    times: columns
      .map((at, column) => times[at ?? columns[column + 1] ?? 0] ?? 0)
      .map((time, column) => {
        const next = columns[column] === undefined ? columns[column + 1] : undefined;
        return next === undefined ? time : (time + (times[next - 1] ?? time)) / 2;
      }),
    rows: rows.map(row => columns.map(at => (at === undefined ? null : (row[at] ?? null)))),
  };
}

/** The place of the sample that is nearest to a time; absent without samples. */
export function nearest(times: readonly number[], time: number): number | undefined {
  let best: number | undefined;
  for (const [at, each] of times.entries()) {
    if (best === undefined || Math.abs(each - time) < Math.abs((times[best] ?? 0) - time)) {
      best = at;
    }
  }
  return best;
}
