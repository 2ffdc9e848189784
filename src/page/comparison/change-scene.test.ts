import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, pageOf } from '../space/listing/page-number';
import { rowsOfPieces } from '../space/listing/test-spaces';
import { changeScene, stripRows } from './change-scene';
import type { PlacedChange } from './strip-changes';
import { stripMarks } from './strip-changes';

const pieces = fc.array(fc.record({ gap: fc.nat({ max: 50 }), pages: fc.integer({ min: 1, max: 20 }) }), {
  maxLength: 20,
});
const removed: fc.Arbitrary<PlacedChange> = fc
  .tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 40 }))
  .map(([start, pages]) => ({
    kind: 'removed' as const,
    category: 'heap',
    before: [{ start: addressOf(start), end: addressOf(start + pages) }],
    after: [],
  }));
const pagesOf = (rows: readonly { start?: string; end?: string }[]) =>
  rows.flatMap(({ start = '0x0', end = '0x0' }) =>
    Array.from({ length: pageOf(end) - pageOf(start) }, (_, page) => pageOf(start) + page),
  );

describe('the rows of a strip with changes', () => {
  it('are all mappings and all that is gone, each page once and in order', () => {
    fc.assert(
      fc.property(pieces, fc.array(removed, { maxLength: 12 }), (each, gone) => {
        const after = rowsOfPieces(each);
        const pages = pagesOf(stripRows(after, stripMarks(gone)));
        const expected = new Set([...pagesOf(after), ...pagesOf(gone.flatMap(({ before }) => before))]);
        expect(pages).toEqual([...expected].sort((one, other) => one - other));
      }),
    );
  });

  it('keep mappings whole', () => {
    const after = rowsOfPieces([
      { gap: 0, pages: 2 },
      { gap: 3, pages: 4 },
    ]);
    const marks = stripMarks([
      { kind: 'removed', category: 'later', before: [{ start: '0x1000', end: '0x100000' }], after: [] },
    ]);
    const rows = stripRows(after, marks);
    expect(rows.filter(({ name }) => name !== 'gone')).toEqual(after);
    expect(rows.find(({ name }) => name === 'gone')?.category).toBe('other');
  });
});

describe('the scene of changes', () => {
  it('fades all mappings, and has a line through all pages', () => {
    const after = rowsOfPieces([
      { gap: 0, pages: 2 },
      { gap: 2 ** 25, pages: 4 },
    ]);
    const scene = changeScene(after, []);
    expect(scene?.space).toMatchObject({ mappings: 2, matches: { all: false } });
    expect(scene?.gaps).toHaveLength(1);
    expect(scene?.line.from).toBe(pageOf(after[0]?.start ?? ''));
    expect(scene?.line.end).toBe(pageOf(after[1]?.end ?? ''));
  });

  it('is absent without addresses', () => {
    expect(changeScene([{ sizeBytes: 4096 }], [])).toBeUndefined();
    expect(changeScene([], [])).toBeUndefined();
  });
});
