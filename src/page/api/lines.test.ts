import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lines } from './lines';

describe('lines', () => {
  it('are the same however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,5}$/)), fc.array(fc.nat({ max: 60 })), (words, cuts) => {
        const text = words.join('\n');
        const places = [0, ...cuts.filter(cut => cut < text.length).sort((a, b) => a - b), text.length];
        const lines = new Lines();
        const found = places.slice(1).flatMap((end, i) => lines.push(text.slice(places[i], end)));
        expect([...found, ...lines.end()]).toEqual(words);
        expect(lines.end()).toEqual([]);
      }),
    );
  });
});
