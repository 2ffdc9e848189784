import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, categoryCode, categoryOf, LOOKS } from './categories';
import { permissionBits, permissionText } from './columns';
import { addressOf } from './page-number';
import { anySpace, columnsOf, largeSpace, rowsOfPieces } from './test-spaces';

const LIBC = { path: '/usr/lib/libc.so.6' };

describe('columns', () => {
  it('keep what the listing says, beyond their first capacity', () => {
    const columns = columnsOf(
      rowsOfPieces([
        { gap: 0, pages: 1, category: 'code', kind: 'file', permissions: 'r-xp', ...LIBC },
        { gap: 2, pages: 3, category: 'data', kind: 'file', ...LIBC },
        { gap: 0, pages: 1 },
        { gap: 0, pages: 1 },
        { gap: 7, pages: 9, permissions: '---s' },
      ]),
    );
    expect(columns.length).toBe(5);
    expect(columns.addressed).toBe(true);
    expect([columns.categoryAt(0), columns.kindAt(0), columns.permissionsAt(0)]).toEqual(['code', 'file', 'r-xp']);
    expect([columns.labelAt(1), columns.labelAt(2), columns.labels.length]).toEqual([LIBC.path, undefined, 2]);
    expect([columns.gapBelow(0), columns.gapBelow(1), columns.gapBelow(4)]).toEqual([0, 2, 7]);
    expect([columns.pages(4), columns.bytes(1), columns.permissionsAt(4)]).toEqual([9, 12_288, '---s']);
    expect(columns.usage(0, 'resident')).toBeUndefined();
  });

  it('find the mapping of a page, and none in a gap', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(), (columns, seed) => {
        const i = seed % columns.length;
        const start = columns.start[i] ?? 0;
        const end = columns.end[i] ?? 0;
        expect(columns.indexAt(start)).toBe(i);
        expect(columns.indexAt(end - 1)).toBe(i);
        expect(columns.indexAt(end - 0.5)).toBe(i);
        expect(columns.indexAt(start - 1)).toBe(columns.gapBelow(i) > 0 || i === 0 ? undefined : i - 1);
        expect(columns.lastStartingAt(end)).toBeGreaterThanOrEqual(i);
      }),
    );
  });

  it('keep order, sizes and stated gaps without addresses', () => {
    const columns = columnsOf([
      { ordinal: 0, sizeBytes: 8192, permissions: 'r--p', kind: 'file', category: 'data', path: '/a' },
      { ordinal: 1, sizeBytes: 4096, gapBelowBytes: 0, kind: 'heap', category: 'heap', name: '[heap]' },
      { ordinal: 2, sizeBytes: 4096, gapBelowBytes: 2 ** 44, kind: 'stack', category: 'stack', name: '[stack]' },
    ]);
    expect(columns.addressed).toBe(false);
    expect([...columns.start.subarray(0, 3)]).toEqual([0, 2, 3 + 2 ** 32]);
    expect(columns.labelAt(1)).toBe('[heap]');
    expect(columns.paths).toEqual([false, true, false, false]);
  });

  it('have the usage if every mapping has it', () => {
    const row = rowsOfPieces([{ gap: 0, pages: 4 }])[0] ?? {};
    const usage = { residentBytes: 8192, proportionalBytes: 4096, swapBytes: 1024 };
    const measured = columnsOf([{ ...row, usage, deleted: true, categorySource: 'heuristic' }]);
    expect([measured.usage(0, 'resident'), measured.usage(0, 'proportional'), measured.usage(0, 'swap')]).toEqual([
      8192, 4096, 1024,
    ]);
    expect([measured.isDeleted(0), measured.isGuessed(0)]).toEqual([true, true]);
    expect(columnsOf([{ ...row, usage }, row]).measured).toBe(false);
  });

  it('take as many mappings as Linux allows', () => {
    const columns = largeSpace();
    expect(columns.length).toBe(65_530);
    expect(columns.indexAt(columns.start[65_529] ?? 0)).toBe(65_529);
    expect(addressOf(columns.start[0] ?? 0)).toBe('0x500000000');
  });

  it('read rows with next to nothing in them, and categories of a newer service', () => {
    const columns = columnsOf([{}]);
    expect([columns.pages(0), columns.permissionsAt(0), columns.categoryAt(0)]).toEqual([0, '---p', 'other']);
    expect(categoryOf(categoryCode('quantum-heap'))).toBe('other');
    expect(categoryOf(99)).toBe('other');
  });
});

describe('permission bits', () => {
  it('are the four letters', () => {
    fc.assert(
      fc.property(fc.nat({ max: 15 }), bits => {
        expect(permissionBits(permissionText(bits))).toBe(bits);
      }),
    );
  });
});

describe('looks', () => {
  it('are different for each category: seven families of three patterns', () => {
    const looks = CATEGORIES.map(category => LOOKS[category]);
    expect(looks.length).toBe(21);
    expect(new Set(looks.map(look => look.family)).size).toBe(7);
    expect(new Set(looks.map(look => `${look.family} ${look.pattern}`)).size).toBe(21);
    expect(new Set(looks.map(look => look.code)).size).toBe(21);
  });
});
