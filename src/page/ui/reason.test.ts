import { describe, expect, it } from 'vitest';
import { unknownWord } from './reason';

describe('an unknown', () => {
  it('is a word', () => {
    expect(unknownWord('skipped')).toBe('not read');
    expect(unknownWord('new-reason')).toBe('unknown');
    expect(unknownWord(undefined)).toBe('unknown');
  });
});
