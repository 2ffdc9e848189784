import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../listing/filter';
import { matchesOf } from '../listing/matches';
import { anySpace, columnsOf, largeSpace, rowsOfPieces } from '../listing/test-spaces';
import { tileAt, tilesOf } from './tiles';

const everything = (columns: ReturnType<typeof largeSpace>) => matchesOf(columns, EVERYTHING).mask;

describe('a treemap', () => {
  it('stays in its box, and its mappings do not overlap', () => {
    fc.assert(
      fc.property(anySpace, fc.constantFrom<'category' | 'file'>('category', 'file'), (columns, grouping) => {
        const tiles = tilesOf(columns, everything(columns), grouping, 'virtual', { width: 600, height: 300 });
        for (const tile of tiles) {
          expect(tile.x).toBeGreaterThanOrEqual(-0.5);
          expect(tile.y).toBeGreaterThanOrEqual(-0.5);
          expect(tile.x + tile.width).toBeLessThanOrEqual(600.5);
          expect(tile.y + tile.height).toBeLessThanOrEqual(300.5);
        }
        const leaves = tiles.filter(tile => tile.depth === 2 && tile.width > 0 && tile.height > 0);
        for (const [i, one] of leaves.entries()) {
          const middle = tileAt(leaves, one.x + one.width / 2, one.y + one.height / 2);
          expect(middle).toBe(leaves[i]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has the bytes of all mappings but those of groups below a pixel', () => {
    fc.assert(
      fc.property(anySpace, columns => {
        const tiles = tilesOf(columns, everything(columns), 'category', 'virtual', { width: 1000, height: 500 });
        const total = Array.from({ length: columns.length }, (_, i) => columns.bytes(i)).reduce((a, b) => a + b);
        const shown = tiles.filter(tile => tile.depth === 1).reduce((sum, tile) => sum + tile.bytes, 0);
        expect(shown).toBeLessThanOrEqual(total);
        expect(shown).toBeGreaterThanOrEqual(total * (1 - 21 / 500_000));
      }),
    );
  });

  it('merges what would not be seen, and has few enough nodes', () => {
    const columns = largeSpace();
    const tiles = tilesOf(columns, everything(columns), 'category', 'virtual', { width: 900, height: 400 });
    expect(tiles.length).toBeLessThanOrEqual(5000);
    expect(tiles.length).toBeGreaterThan(2800);
    const merged = tiles.filter(tile => tile.depth === 2 && tile.mapping === undefined);
    expect(merged.length).toBeGreaterThan(0);
    const mappings = tiles.filter(tile => tile.depth === 2).reduce((sum, tile) => sum + tile.count, 0);
    expect(mappings).toBe(65_530);
  });

  it('has a group for each file, and one for each kind of memory without', () => {
    const columns = columnsOf(
      rowsOfPieces([
        { gap: 0, pages: 4, category: 'code', path: '/a' },
        { gap: 0, pages: 2, category: 'data', path: '/a' },
        { gap: 0, pages: 1, category: 'heap' },
      ]),
    );
    const groups = tilesOf(columns, everything(columns), 'file', 'virtual', { width: 300, height: 200 }).filter(
      tile => tile.depth === 1,
    );
    expect(groups.map(({ group, count, bytes }) => [group, count, bytes])).toEqual([
      ['/a', 2, 24_576],
      ['heap, without a name', 1, 4096],
    ]);
  });

  it('is empty where nothing was read, or there is no room', () => {
    const columns = columnsOf(rowsOfPieces([{ gap: 0, pages: 1 }]));
    expect(tilesOf(columns, everything(columns), 'category', 'resident', { width: 100, height: 100 })).toEqual([]);
    expect(tilesOf(columns, everything(columns), 'category', 'virtual', { width: 1, height: 100 })).toEqual([]);
    expect(tileAt([], 1, 1)).toBeUndefined();
  });
});
