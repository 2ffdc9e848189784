/** The selected mapping: its name in addresses, and the ways to the next one. */
import { type Columns, EXECUTE, WRITE } from './columns';
import { byte, real } from './numbers';
import { addressOf, pageOf, readAddress } from './page-number';

/** The name of a mapping in addresses of the page: its first address, or `#` and its place in the order. */
export function keyOf(columns: Columns, mapping: number): string {
  return columns.addressed ? addressOf(real(columns.start, mapping)) : `#${mapping}`;
}

/** The mapping that such a name, or any address in it, stands for; undefined if there is none. */
export function mappingOf(columns: Columns, key: string): number | undefined {
  const place = /^#(\d{1,9})$/.exec(key)?.[1];
  if (place !== undefined) {
    return Number(place) < columns.length ? Number(place) : undefined;
  }
  const address = columns.addressed ? readAddress(key) : undefined;
  return address === undefined ? undefined : columns.indexAt(pageOf(address));
}

/** The nearest mapping in a direction for which a test holds; undefined if there is none. */
export function nextOf(
  columns: Columns,
  from: number | undefined,
  step: 1 | -1,
  test: (mapping: number) => boolean,
): number | undefined {
  const first = step > 0 ? 0 : columns.length - 1;
  for (let i = from === undefined ? first : from + step; i >= 0 && i < columns.length; i += step) {
    if (test(i)) {
      return i;
    }
  }
  return undefined;
}

/** Whether a program could write instructions into a mapping and run them. */
export function isWritableAndExecutable(columns: Columns, mapping: number): boolean {
  return (byte(columns.permissions, mapping) & (WRITE | EXECUTE)) === (WRITE | EXECUTE);
}
