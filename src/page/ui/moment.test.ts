import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clock, dayAndClock, durationSeconds, epochMillis, momentText } from './moment';

describe('moments', () => {
  it('are those of the clock on the wall', () => {
    const moment = new Date(2026, 10, 9, 7, 5, 3);
    expect(clock(moment)).toBe('07:05:03');
    expect(dayAndClock(moment)).toBe('2026-11-09 07:05:03');
  });

  it('come back from addresses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), at => {
        expect(epochMillis(momentText(at))).toBe(at);
      }),
    );
    expect(momentText(0)).toBe('1970-01-01T00:00:00Z');
  });

  it.each([undefined, '', '42', 'yesterday', '2026-13-45T00:00:00Z'])('%s is none', text => {
    expect(epochMillis(text)).toBeUndefined();
  });
});

describe('durations', () => {
  it.each([
    ['PT15M', 900],
    ['PT1M30S', 90],
    ['PT6H', 21_600],
    ['PT0.5S', 0.5],
    ['PT', undefined],
    ['15m', undefined],
    [undefined, undefined],
  ])('%s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });
});
