/** The columns of a listing that came as a whole, from wherever. */
import type { Row } from './categories';
import { Columns } from './columns';
import { addressOf, pageOf } from './page-number';

/** The reason why rows cannot stand on one line. */
export type NotOnALine = 'without-pages' | 'overlapping';

/** The columns of rows, by address, or by order where no row states one; otherwise why there are none. */
export function columnsOf(rows: readonly Row[]): Columns | NotOnALine {
  const reason = rows.every(({ start }) => start === undefined) ? undefined : whyNot(rows);
  if (reason !== undefined) {
    return reason;
  }
  const columns = new Columns(Math.max(1, rows.length));
  for (const row of rows) {
    columns.add(row);
  }
  return columns;
}

function whyNot(rows: readonly Row[]): NotOnALine | undefined {
  let free = 0;
  for (const { start, end } of rows) {
    if (start === undefined || end === undefined || !isWholePages(start, end)) {
      return 'without-pages';
    }
    if (pageOf(start) < free) {
      return 'overlapping';
    }
    free = pageOf(end);
  }
  return undefined;
}

function isWholePages(start: string, end: string): boolean {
  return addressOf(pageOf(start)) === start && addressOf(pageOf(end)) === end && pageOf(start) < pageOf(end);
}
