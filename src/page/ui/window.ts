/** The rows of a long table that are drawn: those in sight, and a few around them. */

export interface RowWindow {
  /** Index of the first drawn row. */
  readonly first: number;
  /** Index after the last drawn row. */
  readonly end: number;
}

/** Rows that are drawn above and below those in sight. */
const AROUND = 6;

/** Most rows in the document at once. */
const MOST = 60;

/**
 * The drawn rows of a table whose rows all have one height.
 *
 * @param scrolled pixels above the visible part
 * @param height visible pixels
 * @param rowHeight pixels of a row
 * @param rows number of rows
 */
export function rowWindow(scrolled: number, height: number, rowHeight: number, rows: number): RowWindow {
  const inSight = Math.min(MOST - 2 * AROUND, Math.ceil(height / rowHeight) + 1);
  const top = Math.min(Math.max(0, Math.floor(scrolled / rowHeight)), Math.max(0, rows - inSight));
  return { first: Math.max(0, top - AROUND), end: Math.min(rows, top + inSight + AROUND) };
}

/** Where to scroll so that a row is in sight; the same place if it is. */
export function scrolledTo(row: number, scrolled: number, height: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scrolled) {
    return top;
  }
  return top + rowHeight > scrolled + height ? top + rowHeight - height : scrolled;
}

/** The row that a key leads to; absent if the key moves nothing. */
export function rowAfterKey(key: string, row: number, rows: number, page: number): number | undefined {
  const moves = { ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + page, PageUp: row - page };
  return placeAfterKey(key, moves, rows);
}

/**
 * The place that a key leads to; absent if the key moves nothing. Home and End lead to the first and the last one.
 *
 * @param moves where the other keys lead; what is outside is the first or the last place
 */
export function placeAfterKey(
  key: string,
  moves: Readonly<Record<string, number>>,
  places: number,
): number | undefined {
  const last = places - 1;
  const moved = { Home: 0, End: last, ...moves }[key];
  return moved === undefined || places === 0 ? undefined : Math.min(Math.max(moved, 0), last);
}
