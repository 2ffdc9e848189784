import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentText } from '../ui/moment';
import { chosenParameters, chosenSamples, momentParameters } from './chosen';
import { hiddenNames, hiddenText, pictureOf, unitOf } from './picture';
import { placeOf } from './place';

describe('chosen samples', () => {
  const times = [0, 10_000, 20_000, 30_000].map(time => time + 1_700_000_000_000);
  const place = fc.nat({ max: 3 });

  it('come back from the address', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const { since, at } = chosenParameters(times, from, to);
        expect(chosenSamples(times, since, at)).toEqual({ from, to, outside: false });
      }),
    );
  });

  it('follow the newest sample unless one is named', () => {
    expect(chosenParameters(times, 0, 3)).toEqual({ since: '', at: '' });
    expect(chosenSamples(times, undefined, undefined)).toEqual({ from: 0, to: 3, outside: false });
    expect(chosenSamples([], undefined, 'soon')).toEqual({ from: 0, to: 0, outside: false });
    expect(chosenParameters([], 1, -1)).toEqual({ since: '', at: '' });
  });

  it('say when a moment is not kept', () => {
    expect(chosenSamples(times, undefined, momentText(0))).toEqual({ from: 0, to: 0, outside: true });
    expect(chosenSamples(times, momentText(2e12), undefined).outside).toBe(true);
  });
});

describe('a picture', () => {
  it('has a name and a unit', () => {
    expect([pictureOf('category'), pictureOf('else'), pictureOf(undefined)]).toEqual(['category', 'memory', 'memory']);
    expect([unitOf('category'), unitOf('threads')]).toEqual(['bytes', 'threads']);
  });

  it('hides what its address says', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z-]{2,9}$/), { maxLength: 5 });
    fc.assert(
      fc.property(names, each => {
        fc.pre(each.join() !== 'none');
        expect(hiddenNames(hiddenText(each))).toEqual(each);
      }),
    );
    expect(hiddenNames(undefined)).toEqual(['reserved']);
  });
});

describe('the place of mappings that grew', () => {
  it.each([
    ['heap', '[heap]', { category: 'heap' }],
    ['anonymous', '', { category: 'anonymous' }],
    ['file', '/srv/a[1]*.db', { category: 'file', path: '/srv/a[[]1][*].db' }],
  ])('%s %s', (category, name, filter) => {
    expect(placeOf(category, name)).toEqual(filter);
  });
});

describe('the moments of a comparison', () => {
  const times = [1_000, 2_000, 3_000];

  it('begin with the first sample, and end with the process as it runs', () => {
    expect(momentParameters(times, 0, 2)).toEqual({ since: '1970-01-01T00:00:01Z', at: '' });
    expect(momentParameters(times, 1, 1)).toEqual({ since: '1970-01-01T00:00:02Z', at: '1970-01-01T00:00:02Z' });
    expect(momentParameters([], 0, 0)).toEqual({ since: '', at: '' });
  });
});
