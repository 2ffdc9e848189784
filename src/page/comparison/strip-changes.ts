/** The marks that changes leave on the strip of an address space. */
import { type PageNumber, pageOf } from '../space/listing/page-number';
import type { Kind, MappingDiff } from './change-words';
import type { Places, Range } from './listed-place';

/** A range of pages that changed. The hue of its category stays; how strong it is tells that it changed. */
export interface ChangeMark {
  readonly start: PageNumber;
  /** The page after the last one. */
  readonly end: PageNumber;
  readonly kind: Kind;
  readonly category: string;
  /** The slope of the hatching: memory that came, that went, or that stayed and is another way. */
  readonly hatch: 'up' | 'down' | 'same';
  /** The place of the change in its list. */
  readonly change: number;
  /** Saturation in relation to the plain colour of the category: what is gone is pale. */
  readonly saturation: number;
}

/** A change with its places. */
export interface PlacedChange extends Places {
  readonly kind: Kind;
  readonly category: string;
}

const STRONG = 1.4;
const PALE = 0.5;
const MIDDLE = 1.15;

/** A difference with places from listings; absent without any. */
export function placedDiff(diff: MappingDiff, { before, after }: Places): PlacedChange | undefined {
  const { change: kind, category = 'other' } = diff;
  return kind === undefined || before.length + after.length === 0 ? undefined : { kind, category, before, after };
}

/** The marks of changes, in ascending order of their first page; a change without a place has none. */
export function stripMarks(changes: readonly (PlacedChange | undefined)[]): readonly ChangeMark[] {
  return changes
    .flatMap((change, at) => (change === undefined ? [] : marksOf(change, at)))
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

function marksOf({ kind, category, before, after }: PlacedChange, change: number): readonly ChangeMark[] {
  const mark = (hatch: ChangeMark['hatch'], [start, end]: Pages): ChangeMark => ({
    start,
    end,
    kind,
    category,
    hatch,
    change,
    saturation: hatch === 'up' ? STRONG : hatch === 'down' ? PALE : MIDDLE,
  });
  const marks = (hatch: ChangeMark['hatch'], parts: readonly Pages[]) => parts.map(part => mark(hatch, part));
  const [old, now] = [pages(before), pages(after)];
  if (kind === 'added' || kind === 'removed' || kind === 'moved') {
    return [...marks('down', old), ...marks('up', now)];
  }
  if (old.length === 0 || now.length === 0) {
    // One side is not known: what came and what went is not, either.
    return marks('same', [...old, ...now]);
  }
  const changed = [...marks('up', without(now, old)), ...marks('down', without(old, now))];
  return changed.length === 0 ? marks('same', now) : changed;
}

type Pages = readonly [start: PageNumber, end: PageNumber];

function pages(ranges: readonly Range[]): readonly Pages[] {
  return ranges.map(({ start, end }) => [pageOf(start), pageOf(end)]);
}

/** The parts of ranges that are in none of the others. */
function without(ranges: readonly Pages[], others: readonly Pages[]): readonly Pages[] {
  return others.reduce<readonly Pages[]>(
    (left, [from, to]) =>
      left.flatMap(([start, end]): Pages[] => [
        ...(start < Math.min(end, from) ? [[start, Math.min(end, from)] as const] : []),
        ...(Math.max(start, to) < end ? [[Math.max(start, to), end] as const] : []),
      ]),
    ranges,
  );
}
