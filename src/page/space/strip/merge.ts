/** The merging of mappings into runs of pixels. */
import { CATEGORIES } from '../listing/categories';
import type { Columns } from '../listing/columns';
import { anyIn, type Matches } from '../listing/matches';
import { byte, firstIndex, real } from '../listing/numbers';
import type { Geometry, View } from './geometry';
import { Pyramid } from './pyramid';

/** A run of pixels with one look. */
export interface Run {
  readonly from: number;
  to: number;
  /** The code of the category with the most bytes here. */
  readonly category: number;
  /** The first mapping in it. */
  readonly first: number;
  /** The mapping, if it is one alone. */
  readonly mapping: number | undefined;
  /** Whether the filter leaves nothing here. */
  readonly dimmed: boolean;
}

/** The mappings of an address space, ready to be merged into pixels. */
export interface Mergeable {
  readonly columns: Columns;
  /** The number of mappings on the strip. */
  readonly mappings: number;
  readonly matches: Matches;
  readonly all: Pyramid;
  readonly matching: Pyramid;
}

/** Prepares the first mappings of an address space. */
export function mergeable(columns: Columns, mappings: number, matches: Matches): Mergeable {
  const all = new Pyramid(columns);
  return { columns, mappings, matches, all, matching: matches.all ? all : new Pyramid(columns, matches.mask) };
}

/**
 * Merges mappings into runs of device pixels, at most one run a pixel. A pixel that several mappings
 * share has the category with most bytes in it, and a mapping always has a pixel. The cost grows with
 * the pixels, and with the logarithm of the mappings.
 *
 * @param width pixels of the style sheet
 * @param ratio device pixels for each of them
 */
export function merge(space: Mergeable, line: Geometry, view: View, width: number, ratio: number): Run[] {
  const { columns, mappings, matches } = space;
  const runs: Run[] = [];
  const pixels = Math.round(width * ratio);
  const pageAt = (x: number) => line.toPage(x / ratio, view, width);
  const pixelOf = (page: number) => Math.floor(line.toX(page, view, width) * ratio);
  let from = pageAt(0);
  let i = firstIndex(0, mappings, k => real(columns.end, k) > from);
  for (let x = 0; x < pixels && i < mappings; ) {
    const start = pixelOf(real(columns.start, i));
    if (start > x) {
      x = start;
      from = pageAt(x);
    }
    const to = pageAt(x + 1);
    const end = firstAfter(columns.start, i, mappings, to);
    if (end <= i + 1) {
      const next = Math.max(x + 1, Math.min(pixels, pixelOf(real(columns.end, i))));
      const dimmed = byte(matches.mask, i) === 0;
      add(runs, { from: x, to: next, category: byte(columns.category, i), first: i, mapping: i, dimmed });
      x = next;
      from = pageAt(x);
    } else {
      add(runs, shared(space, x, i, end, from, to));
      x++;
      from = to;
    }
    i = firstAfter(columns.end, i, mappings, from);
    i += i < mappings && real(columns.end, i) <= from ? 1 : 0;
  }
  // The last pixel of a strip may end beyond it.
  return runs.filter(run => run.from < pixels);
}

/** The first index from another one on whose value is not below a bound; near ones are found sooner than far ones. */
function firstAfter(values: Float64Array, from: number, end: number, bound: number): number {
  let reach = 1;
  while (from + reach < end && real(values, from + reach) < bound) {
    reach *= 2;
  }
  let low = from + (reach >>> 1);
  let high = Math.min(end, from + reach);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (real(values, middle) >= bound) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

const pages = new Float64Array(CATEGORIES.length);

/** The pixel that the mappings [i, end) share. */
function shared(space: Mergeable, x: number, i: number, end: number, from: number, to: number): Run {
  const { columns, matches } = space;
  const dimmed = !anyIn(matches, i, end);
  pages.fill(0);
  (dimmed ? space.all : space.matching).addTo(pages, i, end);
  // The first and the last reach out of the pixel: that part is none of it.
  trim(space, dimmed, i, from - real(columns.start, i));
  trim(space, dimmed, end - 1, real(columns.end, end - 1) - to);
  const most = largestOf(pages);
  const category = real(pages, most) > 0 ? most : byte(columns.category, i);
  const inner = end - i > 2 || (real(columns.start, i) >= from && real(columns.end, i) <= to);
  const one = byte(columns.category, i) === category && (dimmed || byte(matches.mask, i) === 1) ? i : end - 1;
  return { from: x, to: x + 1, category, first: i, mapping: inner ? undefined : one, dimmed };
}

function trim({ columns, matches }: Mergeable, dimmed: boolean, mapping: number, outside: number): void {
  if (outside > 0 && (dimmed || byte(matches.mask, mapping) === 1)) {
    const code = byte(columns.category, mapping);
    pages[code] = real(pages, code) - outside;
  }
}

function largestOf(values: Float64Array): number {
  let most = 0;
  for (let i = 1; i < values.length; i++) {
    if (real(values, i) > real(values, most)) {
      most = i;
    }
  }
  return most;
}

/** Adds a run, or continues the one before it. */
function add(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  const continues =
    last?.to === run.from &&
    last.category === run.category &&
    last.mapping === run.mapping &&
    last.dimmed === run.dimmed;
  if (last !== undefined && continues) {
    last.to = run.to;
  } else {
    runs.push(run);
  }
}
