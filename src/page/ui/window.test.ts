import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowAfterKey, rowWindow, scrolledTo } from './window';

const sizes = fc.record({
  scrolled: fc.nat({ max: 2_000_000 }),
  height: fc.integer({ min: 28, max: 1200 }),
  rows: fc.nat({ max: 65_530 }),
});

describe('the drawn rows', () => {
  it('are few, exist, and cover what is in sight', () => {
    fc.assert(
      fc.property(sizes, ({ scrolled, height, rows }) => {
        const { first, end } = rowWindow(scrolled, height, 28, rows);
        expect(end - first).toBeLessThanOrEqual(60);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(rows);
        const seen = Math.min(scrolled, Math.max(0, rows * 28 - height));
        if (rows > 0) {
          expect(first * 28).toBeLessThanOrEqual(seen);
          expect(end).toBeGreaterThanOrEqual(Math.min(rows, Math.floor((seen + height) / 28)));
        }
      }),
    );
  });

  it('follow the row that keys lead to', () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 65_530 }), ({ scrolled, height }, row) => {
        const place = scrolledTo(row, scrolled, height, 28);
        expect(row * 28).toBeGreaterThanOrEqual(place);
        expect((row + 1) * 28).toBeLessThanOrEqual(place + height);
      }),
    );
    expect(scrolledTo(10, 200, 500, 28)).toBe(200);
  });

  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 25],
    ['PageUp', 5, 0],
    ['Home', 5, 0],
    ['End', 5, 99],
    ['Tab', 5, undefined],
  ])('%s leads from %d to %s', (key, row, expected) => {
    expect(rowAfterKey(key, row, 100, 20)).toBe(expected);
  });

  it('have no row to go to in an empty table', () => {
    expect(rowAfterKey('End', 0, 0, 20)).toBeUndefined();
  });
});
