/** The columns of a listing that came as a whole, from wherever. */
import type { Row } from './categories';
import { Columns } from './columns';
import { addressOf, pageOf } from './page-number';

/** The columns of rows; absent if they cannot stand on one line: without addresses, or where they overlap. */
export function columnsOf(rows: readonly Row[]): Columns | undefined {
  let free = 0;
  for (const { start, end } of rows) {
    if (start === undefined || end === undefined || !isWholePages(start, end) || pageOf(start) < free) {
      return undefined;
    }
    free = pageOf(end);
  }
  if (rows.length === 0) {
    return undefined;
  }
  const columns = new Columns(rows.length);
  for (const row of rows) {
    columns.add(row);
  }
  return columns;
}

function isWholePages(start: string, end: string): boolean {
  return addressOf(pageOf(start)) === start && addressOf(pageOf(end)) === end && pageOf(start) < pageOf(end);
}
