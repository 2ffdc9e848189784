import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHARACTER, shortened } from './short-text';

describe('a text of a drawing', () => {
  it('stays whole where there is room', () => {
    expect(shortened('libc.so.6', 9 * CHARACTER + 4.1)).toBe('libc.so.6');
    expect(shortened('libc.so.6', 8 * CHARACTER + 4.1)).toBe('libc.so…');
    expect(shortened('libc.so.6', 0)).toBe('l…');
  });

  it('fits into its width from two characters on', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 18, max: 400 }), (text, width) => {
        expect(shortened(text, width).length * CHARACTER).toBeLessThanOrEqual(width);
      }),
    );
  });
});
