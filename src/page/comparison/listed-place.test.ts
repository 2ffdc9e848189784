import { describe, expect, it } from 'vitest';
import { addressOf } from '../space/listing/page-number';
import type { MappingDiff } from './change-words';
import { type ListedMapping, listingOf, placesOf } from './listed-place';
import { rowRoute } from './row-place';

describe('places of differences', () => {
  const listing = listingOf(
    [
      { start: '0x1000', end: '0x2000', sizeBytes: 4096 },
      { start: '0x5000', end: '0x9000', sizeBytes: 16_384 },
    ],
    2,
  );

  it('are those of the mapping with the same number, if it still has its size', () => {
    const grown = {
      ordinalBefore: 0,
      mappingsBefore: 1,
      beforeBytes: 4096,
      ordinalAfter: 1,
      mappingsAfter: 1,
      afterBytes: 16_384,
    };
    expect(placesOf(grown, listing, listing)).toEqual({
      before: [{ start: '0x1000', end: '0x2000' }],
      after: [{ start: '0x5000', end: '0x9000' }],
    });
    expect(placesOf({ ...grown, afterBytes: 1 }, undefined, listing)).toEqual({ before: [], after: [] });
    const split = { ordinalAfter: 0, mappingsAfter: 2, afterBytes: 20_480 };
    expect(placesOf(split, undefined, listing).after.map(({ start }) => start)).toEqual(['0x1000', '0x5000']);
  });

  it('are not known without addresses', () => {
    const added = { ordinalAfter: 0, mappingsAfter: 1, afterBytes: 4096 };
    expect(placesOf(added, undefined, listingOf([{ sizeBytes: 4096 }], 1))).toEqual({ before: [], after: [] });
    expect(placesOf(added, undefined, undefined).after).toEqual([]);
    expect(placesOf({ ordinalAfter: 9, mappingsAfter: 1 }, undefined, listing).after).toEqual([]);
  });

  const guard = { sizeBytes: 4096, permissions: '---p', category: 'guard' } as const;
  const stack = { sizeBytes: 8_388_608, permissions: 'rw-p', category: 'thread-stack' } as const;
  const library = { sizeBytes: 4096, permissions: 'r-xp', category: 'code', path: '/lib/a.so' } as const;
  const vsyscall = { sizeBytes: 4096, permissions: '--xp', category: 'kernel', name: '[vsyscall]' } as const;
  const placed = (rows: readonly ListedMapping[]) =>
    rows.map((row, at) => ({ ...row, start: addressOf(16 + at), end: addressOf(17 + at) }));
  const threads = [guard, stack, guard, stack, library];
  const added: MappingDiff = {
    change: 'added',
    category: 'thread-stack',
    permissionsAfter: 'rw-p',
    mappingsAfter: 1,
    afterBytes: 8_388_608,
    ordinalAfter: 3,
  };

  it('are not those of a neighbour that looks the same, after something came below', () => {
    const same = listingOf(placed([...threads, vsyscall]), 5);
    expect(placesOf(added, undefined, same).after).toEqual([{ start: addressOf(19), end: addressOf(20) }]);
    const newer = listingOf(placed([guard, stack, ...threads]), 5);
    expect(newer.rows[3]).toMatchObject(stack);
    expect(placesOf(added, undefined, newer).after).toEqual([]);
  });

  it('are known in a newer listing of what nothing else looks like', () => {
    const newer = listingOf(placed([...threads, guard]), 5);
    const code = { ...added, category: 'code', permissionsAfter: 'r-xp', path: '/lib/a.so', ordinalAfter: 4 } as const;
    expect(placesOf({ ...code, afterBytes: 4096 }, undefined, newer).after).toHaveLength(1);
  });

  it.each([
    { category: 'jit' },
    { permissionsAfter: 'r--p' },
    { path: '/lib/b.so' },
    { name: '[anon:x]' },
    { afterBytes: 4096 },
  ] as const)('are not those of another mapping than that with %o', wrong => {
    const listed = listingOf(placed(threads), 5);
    expect(placesOf({ ...added, ...wrong }, undefined, listed).after).toEqual([]);
  });

  it('of what was renamed are found by its path before, if it had one', () => {
    const renamed: MappingDiff = {
      change: 'renamed',
      path: '/lib/b.so',
      pathBefore: '/lib/a.so',
      permissionsBefore: 'r-xp',
      mappingsBefore: 1,
      beforeBytes: 4096,
      ordinalBefore: 4,
      ordinalAfter: 4,
    };
    const listed = listingOf(placed(threads), 5);
    expect(placesOf(renamed, listed, undefined).before).toHaveLength(1);
    expect(placesOf({ ...renamed, pathBefore: '/lib/c.so' }, listed, undefined).before).toEqual([]);
    const { pathBefore: _, ...unnamed } = renamed;
    expect(placesOf(unnamed, listed, undefined).before).toHaveLength(1);
  });
});

describe('a row of differences', () => {
  const grown: MappingDiff = { change: 'grown', category: 'heap', mappingsBefore: 1, mappingsAfter: 1 };
  const row = { diff: grown, before: [], after: [{ start: '0x5000', end: '0x9000' }] };
  const sides = { a: { snapshot: 's', pid: 42, startTicks: 7 }, b: { pid: 42, startTicks: 7 } };

  it('leads to its place in the process that runs', () => {
    expect(rowRoute(row, sides)).toEqual({
      screen: 'space',
      process: { pid: '42', startTicks: '7' },
      parameters: { at: '0x5000' },
    });
    expect(rowRoute({ ...row, after: [] }, sides)?.parameters).toEqual({ category: 'heap' });
  });

  it('leads to where it was if it is gone', () => {
    const gone = { diff: { ...grown, mappingsAfter: 0 }, before: [{ start: '0x1000', end: '0x2000' }], after: [] };
    expect(rowRoute(gone, sides)?.parameters).toEqual({ at: '0x1000' });
    expect(rowRoute({ ...gone, diff: { ...grown, change: 'moved' } }, sides)?.parameters).toEqual({ category: 'heap' });
  });

  it('leads nowhere in what is stored', () => {
    expect(rowRoute(row, { a: sides.a, b: { ...sides.a } })).toBeUndefined();
    expect(rowRoute(row, { a: sides.a, b: {} })).toBeUndefined();
  });
});
