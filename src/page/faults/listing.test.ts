import { describe, expect, it } from 'vitest';
import { listingWords } from './listing';

describe('a listing', () => {
  it('is told by its form, its place and its size', () => {
    expect(
      listingWords({
        format: 'hs-err',
        section: { fromLine: 12, toLine: 13 },
        complete: true,
        count: 2,
        summary: { virtualBytes: 8192, lowest: '0x400000', highest: '0x402000' },
      }),
    ).toBe('A listing in the form of hs-err (lines 12 to 13): 2 mappings, 8 KiB from 0x400000 to 0x402000.');
  });

  it('may be one line, without addresses, or a part', () => {
    expect(listingWords({ format: 'maps', section: { fromLine: 3, toLine: 3 }, complete: false, count: 1 })).toBe(
      'A listing in the form of maps (line 3): 1 mapping, 0 B. The text does not have all of them.',
    );
    expect(listingWords({ format: 'pmap' })).toBe('A listing in the form of pmap: 0 mappings, 0 B.');
  });
});
