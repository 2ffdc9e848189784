import { describe, expect, it } from 'vitest';
import { amount, measureWords, rate, signedAmount } from './measures';

describe('measures', () => {
  it.each([
    ['privateBytes', 'private memory'],
    ['glibc-arena', 'the address space of malloc arena'],
    ['constructor', 'the address space of constructor'],
    ['a-later-category', 'the address space of a-later-category'],
  ])('%s is %s', (measure, words) => {
    expect(measureWords(measure)).toBe(words);
  });

  it('have values with units', () => {
    expect([amount(4096, 'bytes'), amount(1, 'threads'), amount(65_530, 'mappings')]).toEqual([
      '4 KiB',
      '1 thread',
      '65\u202F530 mappings',
    ]);
  });

  it('have changes with signs', () => {
    expect([signedAmount(4096, undefined), signedAmount(-2, 'threads'), signedAmount(3, 'mappings')]).toEqual([
      '+4 KiB',
      '−2',
      '+3',
    ]);
    expect(signedAmount(0, 'threads')).toBe('±0');
  });

  it.each([
    [1024, 'bytes', '+1 KiB/s'],
    [2.5, 'mappings', '+2.5 per s'],
    [0.7, 'mappings', '+42 per min'],
    [-0.002, 'threads', '−7.2 per h'],
    [0.00002, 'threads', '+1.7 per d'],
    [0, 'threads', '±0'],
    [1e-9, 'threads', '±0'],
  ] as const)('%f %s a second are %s', (perSecond, unit, text) => {
    expect(rate(perSecond, unit)).toBe(text);
  });
});
