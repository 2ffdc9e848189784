import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './filter';
import { matchesOf } from './matches';
import { at } from './numbers';
import { addressOf } from './page-number';
import { isWritableAndExecutable, keyOf, mappingOf, nextOf } from './selection';
import { sumsByCategory, sumsOf } from './sums';
import { orderOf, rowsOf, type SortKey } from './table-order';
import { anySpace, columnsOf, rowsOfPieces } from './test-spaces';

describe('sums', () => {
  it('of everything are the size of the space, and those of its categories together', () => {
    fc.assert(
      fc.property(anySpace, columns => {
        const sums = sumsOf(columns, matchesOf(columns, EVERYTHING).mask);
        const categories = sumsByCategory(columns);
        const total = Array.from({ length: columns.length }, (_, i) => columns.bytes(i)).reduce((a, b) => a + b);
        expect(sums.bytes).toBe(total);
        expect(sums.mappings).toBe(columns.length);
        expect(categories.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(total);
        expect(categories.reduce((sum, { mappings }) => sum + mappings, 0)).toBe(columns.length);
        expect(sums.longestBytes).toBeGreaterThanOrEqual(columns.bytes(sums.largest ?? 0));
        expect(sums.usage).toBeUndefined();
      }),
    );
  });

  it('have the longest block, of several mappings or one', () => {
    const columns = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 2 },
          { gap: 0, pages: 3 },
          { gap: 1, pages: 4 },
        ],
        1,
      ),
    );
    expect(sumsOf(columns, Uint8Array.of(1, 1, 1))).toEqual({
      mappings: 3,
      bytes: 36_864,
      largest: 2,
      longestBytes: 20_480,
    });
    expect(sumsOf(columns, Uint8Array.of(1, 0, 1)).longestBytes).toBe(16_384);
    expect(sumsOf(columns, Uint8Array.of(0, 0, 0))).toEqual({ mappings: 0, bytes: 0, longestBytes: 0 });
  });

  it('have the usage once it was read', () => {
    const [row = {}] = rowsOfPieces([{ gap: 0, pages: 2 }]);
    const columns = columnsOf([{ ...row, usage: { residentBytes: 5, proportionalBytes: 3, swapBytes: 1 } }]);
    expect(sumsOf(columns, Uint8Array.of(1)).usage).toEqual({ resident: 5, proportional: 3, swap: 1 });
  });
});

describe('a selection', () => {
  it('has a name that leads back to it', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(), (columns, seed) => {
        const i = seed % columns.length;
        expect(mappingOf(columns, keyOf(columns, i))).toBe(i);
        expect(mappingOf(columns, addressOf(at(columns.end, i) - 1))).toBe(i);
        expect(mappingOf(columns, `#${i}`)).toBe(i);
      }),
    );
  });

  it('is named by its place where no addresses are stated', () => {
    const columns = columnsOf([
      { ordinal: 0, sizeBytes: 4096 },
      { ordinal: 1, sizeBytes: 4096 },
    ]);
    expect(keyOf(columns, 1)).toBe('#1');
    expect([mappingOf(columns, '#1'), mappingOf(columns, '#2'), mappingOf(columns, '0x0')]).toEqual([
      1,
      undefined,
      undefined,
    ]);
    expect(mappingOf(columns, 'nonsense')).toBeUndefined();
  });

  it('moves to the next mapping that fits', () => {
    const permissions = ['rw-p', 'rwxp', 'r--p', 'rwxp'];
    const columns = columnsOf(rowsOfPieces(permissions.map(letters => ({ gap: 1, pages: 1, permissions: letters }))));
    const fits = (i: number) => isWritableAndExecutable(columns, i);
    expect([undefined, 0, 1, 3].map(from => nextOf(columns, from, 1, fits))).toEqual([1, 1, 3, undefined]);
    expect([undefined, 3, 1].map(from => nextOf(columns, from, -1, fits))).toEqual([3, 1, undefined]);
  });
});

describe('the order of the table', () => {
  const keys: SortKey[] = ['address', 'size', 'permissions', 'category', 'label', 'resident', 'proportional', 'swap'];

  it.each(keys)('by %s has every mapping that the filter leaves once', key => {
    fc.assert(
      fc.property(anySpace, fc.boolean(), (columns, descending) => {
        const matches = matchesOf(columns, { ...EVERYTHING, permissions: '?w??' });
        const rows = rowsOf(orderOf(columns, key), matches, descending);
        const expected = [...matches.mask.keys()].filter(i => matches.mask[i] === 1);
        expect([...rows].sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });

  it('ascends, or descends', () => {
    const columns = columnsOf(
      rowsOfPieces([
        { gap: 0, pages: 3, path: '/b', category: 'stack' },
        { gap: 0, pages: 1, path: '/c', category: 'code' },
        { gap: 0, pages: 2, category: 'heap' },
      ]),
    );
    const all = matchesOf(columns, EVERYTHING);
    const order = (key: SortKey, descending = false) => [...rowsOf(orderOf(columns, key), all, descending)];
    expect(order('address', true)).toEqual([2, 1, 0]);
    expect(order('size')).toEqual([1, 2, 0]);
    expect(order('size', true)).toEqual([0, 2, 1]);
    expect(order('label')).toEqual([2, 0, 1]);
    expect(order('category')).toEqual([1, 2, 0]);
  });
});
