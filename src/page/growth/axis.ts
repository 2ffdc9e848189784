/** The marks of the axes of a chart. */

/** Marks between two values: multiples of one step that is 1, 2 or 5 times a power, at most a number of them. */
export function marks(low: number, high: number, most: number, inBytes: boolean): readonly number[] {
  const step = stepOf((high - low) / Math.max(most, 1), inBytes);
  const found: number[] = [];
  for (let mark = Math.ceil(low / step) * step; mark <= high; mark += step) {
    found.push(mark);
  }
  return found;
}

/** The smallest step that is at least a length: a power of two in bytes, at least 1 otherwise. */
function stepOf(length: number, inBytes: boolean): number {
  if (inBytes) {
    return 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(length, 1))));
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(length, 1)));
  return ([1, 2, 5, 10].find(digit => digit * power >= length) ?? 10) * power;
}

/** Share of a limit from which it is drawn: below it would only flatten the picture. */
const WORTH_DRAWING = 0.3;

/** The top of the axis of values: a little above the highest, and above the limit where that is near. */
export function top(highest: number, limit: number | undefined): { readonly top: number; readonly limit?: number } {
  if (limit !== undefined && limit > 0 && highest >= WORTH_DRAWING * limit) {
    return { top: Math.max(highest, limit) * 1.05, limit };
  }
  return { top: Math.max(highest * 1.08, 1) };
}
