import { describe, expect, it } from 'vitest';
import { featuresSentence, memoryWords, offFirst, overcommitWords } from './system';

describe('the system', () => {
  it('shows first what the service lacks', () => {
    const features = [{ feature: 'a', available: true }, { feature: 'b', available: false }, { feature: 'c' }];
    expect(offFirst(features).map(({ feature }) => feature)).toEqual(['b', 'c', 'a']);
    expect(featuresSentence(features)).toBe('2 of 3 features are off.');
    expect(featuresSentence([{ available: true }])).toBe('All features are on.');
    expect(featuresSentence([])).toBe('The service does not say what it can do.');
  });

  it('promises memory', () => {
    expect(
      overcommitWords({ mode: 0, meaning: 'heuristic', committedBytes: 1024 ** 3, commitLimitBytes: 4 * 1024 ** 3 }),
    ).toBe(
      'mode 0, heuristic: the kernel refuses what is obviously too much; 1 GiB committed, 25 % of the commit limit',
    );
    expect(overcommitWords({ mode: 1, meaning: 'always' })).toBe('mode 1, always: the kernel refuses nothing');
    expect(overcommitWords(undefined)).toBeUndefined();
  });

  it('has memory', () => {
    expect(memoryWords({ totalBytes: 2048, availableBytes: 1024 })).toBe('1 KiB of 2 KiB available');
    expect(memoryWords({})).toBeUndefined();
  });
});
