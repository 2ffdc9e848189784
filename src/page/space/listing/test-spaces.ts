/** Address spaces for tests: any, and a large one. */
import fc from 'fast-check';
import { CATEGORIES, KINDS, type Row } from './categories';
import { Columns } from './columns';
import { addressOf, PAGE_BYTES } from './page-number';

/** A mapping before it has a place: what is free below it, and what it is. */
const piece = fc.record({
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 5000, max: 2 ** 30 })),
  pages: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 2 ** 20 })),
  category: fc.constantFrom(...CATEGORIES),
  kind: fc.constantFrom(...KINDS),
  permissions: fc.constantFrom('r--p', 'rw-p', 'r-xp', 'rwxp', '---p', 'rw-s'),
  path: fc.option(fc.constantFrom('/usr/lib/libc.so.6', '/usr/bin/cat', '/srv/a b', '/tmp/ü'), { nil: undefined }),
});

export interface Piece {
  readonly gap: number;
  readonly pages: number;
  readonly category?: Row['category'];
  readonly kind?: Row['kind'];
  readonly permissions?: string;
  readonly path?: string | undefined;
}

/** The rows that the service would list for some pieces, from a page on. */
export function rowsOfPieces(pieces: readonly Piece[], from = 16): Row[] {
  let page = from;
  return pieces.map(({ gap, pages, category = 'anonymous', kind = 'anonymous', permissions = 'rw-p', path }) => {
    const start = page + gap;
    page = start + pages;
    return {
      start: addressOf(start),
      end: addressOf(page),
      sizeBytes: pages * PAGE_BYTES,
      permissions,
      kind,
      category,
      ...(path === undefined ? {} : { path, deleted: false }),
    };
  });
}

export function columnsOf(rows: readonly Row[]): Columns {
  const columns = new Columns(4);
  for (const row of rows) {
    columns.add(row);
  }
  return columns;
}

/** Any address space of a few mappings. */
export const anySpace = fc.array(piece, { minLength: 1, maxLength: 60 }).map(pieces => columnsOf(rowsOfPieces(pieces)));

/** An address space of as many mappings as Linux allows by default. */
export function largeSpace(mappings = 65_530): Columns {
  const pieces = Array.from({ length: mappings }, (_, i) => ({
    gap: i % 997 === 0 ? 2 ** 22 : i % 3,
    pages: 1 + ((i * 7919) % 61),
    category: CATEGORIES[(i * 31) % CATEGORIES.length],
    permissions: i % 5 === 0 ? 'rw-p' : 'r--p',
    path: i % 7 === 0 ? `/srv/lib/${i % 300}.so` : undefined,
  }));
  return columnsOf(rowsOfPieces(pieces, 2 ** 20));
}
