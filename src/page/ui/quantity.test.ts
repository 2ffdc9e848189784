import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, bytesPerSecond, count, duration, milliseconds, percent, signedBytes } from './quantity';

describe('quantities', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [104_857_600, '100 MiB'],
    [1_073_741_823, '1 GiB'],
    [140_737_488_351_232, '128 TiB'],
    [-2048, '−2 KiB'],
  ])('%d bytes are %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });

  it('never print a unit a thousand times', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 53 - 1 }), value => {
        expect(Number.parseFloat(bytes(value))).toBeLessThan(1024);
      }),
    );
  });

  it('have a sign where they are changes', () => {
    expect(signedBytes(4096)).toBe('+4 KiB');
    expect(signedBytes(-4096)).toBe('−4 KiB');
    expect(bytesPerSecond(985 * 1024)).toBe('+985 KiB/s');
    expect(bytesPerSecond(-0.4)).toBe('±0');
  });

  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [61, '1 min 1 s'],
    [3600, '1 h'],
    [504_000, '5 d 20 h'],
    [-3, '0 s'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it.each([
    [0.04, '40 µs'],
    [1.94, '1.9 ms'],
    [40.2, '40 ms'],
    [1900, '1.9 s'],
    [-1500, '−1.5 s'],
    [-0.04, '−40 µs'],
    [0, '0 µs'],
  ])('%d milliseconds are %s', (value, text) => {
    expect(milliseconds(value)).toBe(text);
  });

  it('are shares and counts', () => {
    expect([percent(0.0042), percent(0.42), percent(0), percent(1.00002)]).toEqual(['0.4 %', '42 %', '0 %', '100 %']);
    expect([count(0), count(999), count(65530), count(1234567)]).toEqual([
      '0',
      '999',
      '65\u202F530',
      '1\u202F234\u202F567',
    ]);
  });
});
