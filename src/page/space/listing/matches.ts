/** The mappings that a filter leaves. */
import type { Columns } from './columns';
import { type Filter, isEverything, predicateOf } from './filter';
import { byte, word } from './numbers';

/** The mappings that a filter leaves. */
export interface Matches {
  /** Whether the filter leaves all. */
  readonly all: boolean;
  /** 1 for each mapping that is left. */
  readonly mask: Uint8Array;
  /** How many are left before each mapping, and at the end how many in all. */
  readonly before: Uint32Array;
}

/** The mappings of an address space that a filter leaves. */
export function matchesOf(columns: Columns, filter: Filter): Matches {
  const mask = new Uint8Array(columns.length);
  const before = new Uint32Array(columns.length + 1);
  const fits = predicateOf(columns, filter);
  for (let i = 0; i < columns.length; i++) {
    mask[i] = fits(i) ? 1 : 0;
    before[i + 1] = word(before, i) + byte(mask, i);
  }
  return { all: isEverything(filter), mask, before };
}

/** The number of mappings that are left. */
export function countOf(matches: Matches): number {
  return word(matches.before, matches.before.length - 1);
}

/** Whether any of the mappings in [from, to) is left. */
export function anyIn(matches: Matches, from: number, to: number): boolean {
  return word(matches.before, to) > word(matches.before, from);
}
