import { describe, expect, it } from 'vitest';
import { unreachable } from '../api/problem';
import { mayRead, pauseAfterPrice, priceWords } from './price';

describe('the price of a read', () => {
  it('is said before the read', () => {
    const estimate = { decision: 'read', estimateMillis: 40, availableMillis: 1900 } as const;
    expect(priceWords(estimate)).toBe('about 40 ms of 1.9 s left');
    expect(priceWords({ decision: 'read', estimateMillis: 0.5 })).toBe('about 500 µs');
    expect(priceWords({ ...estimate, availableMillis: -1500 })).toBe('about 40 ms of 0 µs left');
    expect(mayRead(estimate)).toBe(true);
  });

  it('is asked again when a read may have become possible', () => {
    expect(pauseAfterPrice({ retryAfterSeconds: 3 }, 0, undefined)).toBe(3);
    expect(pauseAfterPrice({ retryAfterSeconds: 0 }, 0, undefined)).toBe(1);
    expect(pauseAfterPrice({}, 0, undefined)).toBeUndefined();
    expect(pauseAfterPrice(undefined, 1, unreachable())).toBe(5);
  });

  it('is nothing for what was read', () => {
    expect(priceWords({ decision: 'cached', cachedAt: '2026-11-29T12:00:01Z' })).toMatch(
      /^free, read at \d\d:\d\d:01$/,
    );
    expect(priceWords({ decision: 'cached' })).toBe('free, it was just read');
    expect(mayRead({ decision: 'cached' })).toBe(true);
  });

  it('says why there will be no read', () => {
    expect(priceWords({ decision: 'deferred', retryAfterSeconds: 3 })).toBe('the budget is spent, again in 3 s');
    expect(priceWords({ decision: 'deferred' })).toBe('the budget is spent');
    expect(priceWords({ decision: 'refused', estimateMillis: 9000 })).toBe('too expensive, about 9.0 s');
    expect(priceWords({ decision: 'not-applicable' })).toBe('there is nothing to read');
    expect(mayRead({ decision: 'refused' })).toBe(false);
  });
});
