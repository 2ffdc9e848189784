/** The free stretches between mappings. */
import type { Columns } from './columns';
import { real } from './numbers';
import { PAGE_BYTES, type PageNumber } from './page-number';

const SQUEEZED_SPANS = 4;
const SQUEEZED_PAGES = (16 * 1024 * 1024) / PAGE_BYTES;

/** The pages of free space above which a gap is drawn squeezed: 16 MiB, or four times the median mapping. */
export function squeezeThreshold(columns: Columns): number {
  if (columns.length === 0) {
    return SQUEEZED_PAGES;
  }
  const sizes = new Float64Array(columns.length);
  for (let i = 0; i < columns.length; i++) {
    sizes[i] = columns.pages(i);
  }
  sizes.sort();
  return Math.max(SQUEEZED_PAGES, SQUEEZED_SPANS * real(sizes, sizes.length >>> 1));
}

/** The indices of the mappings with a gap below them that is larger than a number of pages. */
export function gapsAbove(columns: Columns, pages: number): number[] {
  const wide: number[] = [];
  for (let i = 1; i < columns.length; i++) {
    if (columns.gapBelow(i) > pages) {
      wide.push(i);
    }
  }
  return wide;
}

/** A free stretch between two mappings. */
export interface Gap {
  readonly from: PageNumber;
  readonly to: PageNumber;
  /** The mapping above it. */
  readonly above: number;
}

/** The largest gap between the first mappings; undefined if there is none. */
export function largestGap(columns: Columns, mappings: number): Gap | undefined {
  let above = 0;
  for (let i = 1; i < mappings; i++) {
    if (columns.gapBelow(i) > columns.gapBelow(above)) {
      above = i;
    }
  }
  return above === 0 ? undefined : { from: real(columns.end, above - 1), to: real(columns.start, above), above };
}
