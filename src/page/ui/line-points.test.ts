import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePoints } from './line-points';

describe('a sparkline', () => {
  it('stays in its box', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 2, maxLength: 30 }), values => {
        for (const point of linePoints(values, 60, 18).split(' ')) {
          const [x = -1, y = -1] = point.split(',').map(Number);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(60);
          expect(y).toBeGreaterThanOrEqual(0.9);
          expect(y).toBeLessThanOrEqual(17.1);
        }
      }),
    );
  });

  it('rises where the values rise, and is flat for noise', () => {
    expect(linePoints([0, 100], 60, 18)).toBe('0.0,17.0 60.0,1.0');
    const flat = linePoints([1_000_000, 1_000_010], 60, 18)
      .split(' ')
      .map(point => Number(point.split(',')[1]));
    expect(Math.abs((flat[0] ?? 0) - (flat[1] ?? 0))).toBeLessThan(1);
  });

  it('is nothing without two values', () => {
    expect(linePoints([5], 60, 18)).toBe('');
  });
});
