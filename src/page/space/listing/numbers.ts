/** The number at a place of a column; 0 beyond its end, where no caller reads. */
export function at(column: ArrayLike<number>, index: number): number {
  return column[index] ?? 0;
}

/** The number at a place of a column of doubles. One function for each kind of column is many times as quick as one for all. */
export function real(column: Float64Array, index: number): number {
  return column[index] ?? 0;
}

/** The number at a place of a column of bytes. */
export function byte(column: Uint8Array, index: number): number {
  return column[index] ?? 0;
}

/** The number at a place of a column of 32-bit numbers. */
export function word(column: Uint32Array, index: number): number {
  return column[index] ?? 0;
}

/** The first index in [from, to) for which a condition holds that never ceases to hold; `to` if there is none. */
export function firstIndex(from: number, to: number, holds: (index: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The value between two bounds that is nearest to another. */
export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
