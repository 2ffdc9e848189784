import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapAt, knowsGaps } from './gap-at';
import { at } from './numbers';
import { addressOf } from './page-number';
import { anySpace, columnsOf, rowsOfPieces } from './test-spaces';

describe('the gap at an address', () => {
  it('is known once all mappings are', () => {
    expect(knowsGaps(undefined)).toBe(false);
    expect(knowsGaps({ capture: { complete: false } })).toBe(false);
    expect(knowsGaps({ capture: { complete: true } })).toBe(true);
    expect(knowsGaps({ capture: {} })).toBe(true);
  });

  it('has the neighbours with their distances to the byte', () => {
    const columns = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 1, path: '/lib/a.so', kind: 'file' },
          { gap: 2, pages: 1 },
        ],
        0x400,
      ),
    );
    const gap = gapAt(columns, '0x401010');
    expect(gap.below).toMatchObject({ start: '0x400000', end: '0x401000', path: '/lib/a.so', distanceBytes: 17 });
    expect(gap.above).toMatchObject({ start: '0x403000', kind: 'anonymous', distanceBytes: 0x1ff0 });
    expect(gapAt(columns, '0x10')).toMatchObject({ address: '0x10', above: { distanceBytes: 0x3ffff0 } });
    expect(gapAt(columns, '0x10').below).toBeUndefined();
    expect(gapAt(columns, '0x500000').above).toBeUndefined();
  });

  it('is as wide as the two distances together', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(), fc.nat({ max: 4095 }), (columns, seed, offset) => {
        const i = 1 + (seed % Math.max(1, columns.length - 1));
        if (i < columns.length && columns.gapBelow(i) > 0) {
          const address = addressOf(at(columns.end, i - 1)).slice(0, -3) + offset.toString(16).padStart(3, '0');
          const { below, above } = gapAt(columns, address);
          expect((below?.distanceBytes ?? 0) + (above?.distanceBytes ?? 0) - 1).toBe(columns.gapBelow(i) * 4096);
        }
      }),
    );
  });
});
