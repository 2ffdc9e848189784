import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route, START } from './address';

const word = fc.stringMatching(/^[a-z]{1,12}$/).filter(text => text !== 'p');
const name = fc.stringMatching(/^[A-Za-z]{1,20}$/);
const digits = fc.nat({ max: 2 ** 31 - 1 }).map(String);
const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const process = fc.oneof(
  fc.record({ pid: digits }),
  fc.record({ pid: digits, startTicks: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String) }),
);
const route: fc.Arbitrary<Route> = fc.record(
  { screen: word, process, parameters: fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: true }) },
  { requiredKeys: ['screen', 'parameters'] },
);

describe('the addresses of the page', () => {
  it('lead to what they were made of', () => {
    fc.assert(
      fc.property(route, each => {
        const hash = formatRoute(each);
        expect(parseRoute(hash)).toEqual(each);
      }),
    );
  });

  it('never fail, whatever somebody types', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(() => parseRoute(text)).not.toThrow();
      }),
    );
  });

  it.each([
    ['', START],
    ['#/', START],
    ['#/processes?sort=residentBytes,desc', { screen: 'processes', parameters: { sort: 'residentBytes,desc' } }],
    ['#/p/42', { screen: 'space', process: { pid: '42' }, parameters: {} }],
    ['#/p/self/growth', { screen: 'growth', process: { pid: 'self' }, parameters: {} }],
    [
      '#/p/42@977/space?permissions=?w??&path=*libc*&from=0x7f00',
      {
        screen: 'space',
        process: { pid: '42', startTicks: '977' },
        parameters: { permissions: '?w??', path: '*libc*', from: '0x7f00' },
      },
    ],
  ])('%s', (hash, expected) => {
    expect(parseRoute(hash)).toEqual(expected);
  });

  it('keep globs and permissions readable', () => {
    const parameters = { permissions: '?w??', path: '/usr/lib/*libc*', sort: 'user,desc' };
    expect(formatRoute({ screen: 'space', process: { pid: '42' }, parameters })).toBe(
      '#/p/42/space?permissions=?w??&path=/usr/lib/*libc*&sort=user,desc',
    );
  });

  it.each([
    '#/p/init/space',
    '#/p/42@x/space',
    '#/p/42/space/more',
    '#/Processes',
    '#/a/b',
    '#/processes?path=%',
    '#/processes?<b>=1',
    `#/processes?path=${'x'.repeat(16_000)}`,
  ])('%s is not understood', hash => {
    expect(parseRoute(hash)).toBeUndefined();
  });

  it('leave out what is empty', () => {
    expect(formatRoute({ screen: 'processes', parameters: { name: '', sort: 'pid' } })).toBe('#/processes?sort=pid');
  });
});
