import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, KINDS } from './categories';
import { EVERYTHING, type Filter, filterOf, filterQuery, isEverything } from './filter';
import { chipsOf, filterText, readFilter } from './filter-text';
import { compileGlob } from './glob';
import { anyIn, countOf, matchesOf } from './matches';
import { addressOf } from './page-number';
import { anySpace, columnsOf, rowsOfPieces } from './test-spaces';

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

const anyFilter: fc.Arbitrary<Filter> = fc
  .record({
    category: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { maxLength: 3 }),
    kind: fc.uniqueArray(fc.constantFrom(...KINDS), { maxLength: 3 }),
    permissions: optional(fc.constantFrom('?w??', 'r-xp', '???s', '----'.replace(/-$/, 'p'))),
    path: optional(
      fc.oneof(
        fc.string({ minLength: 1 }),
        fc.constantFrom('*libc*', '/a b/*', 'heap', '"', '\\', '>1', '..', 'kind:file'),
      ),
    ),
    minBytes: optional(
      fc.oneof(fc.integer({ min: 1, max: 2 ** 40 }), fc.constantFrom(4096, 2 ** 20, 10 * 2 ** 20, 3 * 2 ** 40)),
    ),
    from: optional(fc.nat({ max: 2 ** 30 }).map(addressOf)),
    to: optional(fc.nat({ max: 2 ** 30 }).map(addressOf)),
  })
  .map(filter => filterOf(new URLSearchParams(filterQuery(known(filter)))));

function known(filter: { [K in keyof Filter]: Filter[K] | undefined } & Pick<Filter, 'category' | 'kind'>): Filter {
  const { category, kind, permissions, path, minBytes, from, to } = filter;
  return {
    category,
    kind,
    ...(permissions !== undefined && { permissions }),
    ...(path !== undefined && { path }),
    ...(minBytes !== undefined && { minBytes }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

describe('a filter', () => {
  it('is the same in the box as in the address', () => {
    fc.assert(
      fc.property(anyFilter, filter => {
        expect(readFilter(filterText(filter))).toEqual(filter);
        expect(filterOf(new URLSearchParams(filterQuery(filter)))).toEqual(filter);
      }),
    );
  });

  it('has a part for each of its chips, and nothing without them', () => {
    fc.assert(
      fc.property(anyFilter, filter => {
        let rest = filter;
        for (let chips = chipsOf(rest); chips.length > 0; chips = chipsOf(rest)) {
          rest = chips[0]?.without ?? EVERYTHING;
          expect(chipsOf(rest).length).toBe(chips.length - 1);
        }
        expect(isEverything(rest)).toBe(true);
      }),
    );
  });

  it.each([
    ['', {}],
    ['heap', { category: ['heap'] }],
    ['[heap] jit heap', { category: ['heap', 'jit'] }],
    ['kind:heap memfd', { kind: ['heap', 'memfd'] }],
    ['?w??', { permissions: '?w??' }],
    ['libc', { path: '*libc*' }],
    ['/usr/lib/*', { path: '/usr/lib/*' }],
    ['"/srv/a b"', { path: '/srv/a b' }],
    ['path:heap', { path: 'heap' }],
    ['>10M', { minBytes: 10 * 2 ** 20 }],
    ['>=1.5k', { minBytes: 1536 }],
    ['≥2GiB', { minBytes: 2 ** 31 }],
    ['>0', {}],
    ['0x7F00..0x7fff', { from: '0x7f00', to: '0x7fff' }],
    ['7f00..', { from: '0x7f00' }],
    ['..', {}],
    ['?w?? *libc* >10M heap', { permissions: '?w??', path: '*libc*', minBytes: 10 * 2 ** 20, category: ['heap'] }],
  ])('%s is read', (text, expected) => {
    expect(readFilter(text)).toEqual({ ...EVERYTHING, ...expected });
  });

  it('leaves out what the service would not accept', () => {
    const query = new URLSearchParams('category=nonsense&permissions=abc&minBytes=-4&from=xyz&path=');
    expect(filterOf(query)).toEqual(EVERYTHING);
  });
});

describe('the mappings that a filter leaves', () => {
  it('fulfil each of its parts', () => {
    fc.assert(
      fc.property(anySpace, anyFilter, (columns, filter) => {
        const matches = matchesOf(columns, filter);
        const parts = chipsOf(filter).map(chip => matchesOf(columns, readFilter(chip.text)));
        let left = 0;
        for (let i = 0; i < columns.length; i++) {
          const fits = matches.mask[i] === 1;
          left += fits ? 1 : 0;
          expect(anyIn(matches, i, i + 1)).toBe(fits);
          expect(filter.permissions === undefined || !fits || columns.permissionsAt(i).length === 4).toBe(true);
          expect(!fits || filter.minBytes === undefined || columns.bytes(i) >= filter.minBytes).toBe(true);
          if (filter.category.length < 2 && filter.kind.length < 2) {
            expect(parts.every(part => part.mask[i] === 1)).toBe(fits);
          }
        }
        expect(countOf(matches)).toBe(left);
      }),
    );
  });

  it('are those that the service would list', () => {
    const columns = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 1, kind: 'file', category: 'code', permissions: 'r-xp', path: '/usr/lib/libc.so.6' },
          { gap: 1, pages: 4096, kind: 'heap', category: 'heap' },
          { gap: 1, pages: 2, kind: 'anonymous', category: 'jit', permissions: 'rwxp' },
        ],
        1,
      ),
    );
    const left = (text: string) => [...matchesOf(columns, readFilter(text)).mask].join('');
    expect(left('')).toBe('111');
    expect(left('heap jit')).toBe('011');
    expect(left('kind:file')).toBe('100');
    expect(left('?w??')).toBe('011');
    expect(left('?wx?')).toBe('001');
    expect(left('libc')).toBe('100');
    expect(left('>16M')).toBe('010');
    expect(left('0x1000..0x2000')).toBe('100');
    expect(left('0x2000..0x3000')).toBe('000');
    expect(left('0x1fff..0x3001')).toBe('110');
  });

  it('do not depend on addresses that are not stated', () => {
    const columns = columnsOf([{ ordinal: 0, sizeBytes: 4096, permissions: 'r--p', kind: 'file', category: 'file' }]);
    expect(countOf(matchesOf(columns, readFilter('0x7f00..')))).toBe(1);
  });
});

describe('a glob', () => {
  it.each([
    ['*', '', true],
    ['*libc*', '/usr/lib/libc.so.6', true],
    ['libc*', '/usr/lib/libc.so.6', false],
    ['/lib?.so', '/libc.so', true],
    ['/lib?.so', '/libcc.so', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]]', ']', true],
    ['[!]]', 'a', true],
    ['[ab', '[ab', true],
    ['[a-]', '-', true],
    ['a*b*c', 'a1b2b3c', true],
    ['a*b*c', 'a1b2b3d', false],
    ['?', '🎈', true],
    ['', 'a', false],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(compileGlob(pattern)(text)).toBe(expected);
  });

  it('matches itself without wildcards, and everything around stars', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, middle, after) => {
        const plain = middle.replace(/[*?[]/g, '');
        expect(compileGlob(plain)(plain)).toBe(true);
        expect(compileGlob(`*${plain}*`)(before + plain + after)).toBe(true);
      }),
    );
  });

  it('is quick however many stars it has', () => {
    expect(compileGlob('*a'.repeat(200))('b'.repeat(20_000))).toBe(false);
  });
});
