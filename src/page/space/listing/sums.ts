/** The totals of mappings. */
import { CATEGORIES, type Category } from './categories';
import type { Columns, Measure } from './columns';
import { byte, real } from './numbers';

/** The totals of some mappings. */
export interface Sums {
  readonly mappings: number;
  readonly bytes: number;
  /** The largest mapping; undefined if there is none. */
  readonly largest?: number;
  /** The longest run of pages without a gap, whatever mappings it consists of. */
  readonly longestBytes: number;
  /** Absent if the page tables were not read. */
  readonly usage?: Readonly<Record<Measure, number>>;
}

/**
 * The totals of the mappings that a mask has.
 *
 * @param end the mapping before which they end: `[vsyscall]` counts for no limit of the process
 */
export function sumsOf(columns: Columns, mask: Uint8Array, end = columns.length): Sums {
  let mappings = 0;
  let bytes = 0;
  let largest: number | undefined;
  let run = 0;
  let longestBytes = 0;
  let last = -1;
  const usage = { resident: 0, proportional: 0, swap: 0 };
  for (let i = 0; i < end; i++) {
    if (byte(mask, i) === 0) {
      continue;
    }
    const size = columns.bytes(i);
    mappings++;
    bytes += size;
    usage.resident += real(columns.resident, i);
    usage.proportional += real(columns.proportional, i);
    usage.swap += real(columns.swap, i);
    largest = largest === undefined || size > columns.bytes(largest) ? i : largest;
    run = real(columns.start, i) === last ? run + size : size;
    last = real(columns.end, i);
    longestBytes = Math.max(longestBytes, run);
  }
  return {
    mappings,
    bytes,
    longestBytes,
    ...(largest !== undefined && { largest }),
    ...(columns.measured && { usage }),
  };
}

/** The totals of one category. */
export interface CategorySum {
  readonly category: Category;
  readonly mappings: number;
  readonly bytes: number;
}

/** The totals by category, in the fixed order of categories; those without a mapping are left out. */
export function sumsByCategory(columns: Columns): CategorySum[] {
  const mappings = new Float64Array(CATEGORIES.length);
  const bytes = new Float64Array(CATEGORIES.length);
  for (let i = 0; i < columns.length; i++) {
    const code = byte(columns.category, i);
    mappings[code] = real(mappings, code) + 1;
    bytes[code] = real(bytes, code) + columns.bytes(i);
  }
  return CATEGORIES.map((category, code) => ({
    category,
    mappings: real(mappings, code),
    bytes: real(bytes, code),
  })).filter(sum => sum.mappings > 0);
}
