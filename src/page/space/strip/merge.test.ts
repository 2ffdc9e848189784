import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../listing/categories';
import type { Columns } from '../listing/columns';
import { EVERYTHING, type Filter } from '../listing/filter';
import { squeezeThreshold } from '../listing/gaps';
import { countOf, matchesOf } from '../listing/matches';
import { at } from '../listing/numbers';
import { anySpace, columnsOf, largeSpace, rowsOfPieces } from '../listing/test-spaces';
import type { Mode } from './geometry';
import { geometryOf } from './line';
import { merge, mergeable } from './merge';
import { Pyramid } from './pyramid';

function runsOf(columns: Columns, mode: Mode, width: number, filter: Filter = EVERYTHING, ratio = 1, zoom = 1) {
  const extent = { from: 0, to: at(columns.end, columns.length - 1), mappings: columns.length };
  const line = geometryOf(columns, extent, mode, squeezeThreshold(columns));
  const view = line.zoom(line.fit(width), width, zoom, width / 3);
  return {
    line,
    view,
    runs: merge(mergeable(columns, columns.length, matchesOf(columns, filter)), line, view, width, ratio),
  };
}

const mode = fc.constantFrom<Mode>('squeezed', 'true', 'order');

describe('merged mappings', () => {
  it('are runs in order, at most one a pixel, none of them empty', () => {
    fc.assert(
      fc.property(
        anySpace,
        mode,
        fc.integer({ min: 50, max: 900 }),
        fc.constantFrom(1, 1.5, 2),
        (columns, how, width, ratio) => {
          const { runs } = runsOf(columns, how, width, EVERYTHING, ratio);
          let x = 0;
          for (const run of runs) {
            expect(run.from).toBeGreaterThanOrEqual(x);
            expect(run.to).toBeGreaterThan(run.from);
            x = run.to;
          }
          expect(x).toBeLessThanOrEqual(Math.round(width * ratio));
        },
      ),
    );
  });

  it('leave no mapping in sight without a pixel', () => {
    fc.assert(
      fc.property(anySpace, mode, fc.constantFrom(1, 7, 300), (columns, how, zoom) => {
        const { runs, line, view } = runsOf(columns, how, 400, EVERYTHING, 1, zoom);
        const drawn = new Set(runs.flatMap(run => Array.from({ length: run.to - run.from }, (_, i) => run.from + i)));
        for (let i = 0; i < columns.length; i++) {
          const middle = line.toX((at(columns.start, i) + at(columns.end, i)) / 2, view, 400);
          if (middle >= 0.01 && middle < 399.99) {
            const x = Math.floor(middle);
            // A middle on the edge of two pixels may be in either.
            expect(drawn.has(x) || drawn.has(Math.floor(middle - 0.01)) || drawn.has(Math.floor(middle + 0.01))).toBe(
              true,
            );
          }
        }
      }),
    );
  });

  it('know which mapping a wide run is', () => {
    const columns = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 100, category: 'heap' },
          { gap: 100, pages: 100, category: 'stack' },
        ],
        0,
      ),
    );
    const { runs } = runsOf(columns, 'true', 300);
    expect(runs.map(({ from, to, mapping }) => [from, to, mapping])).toEqual([
      [0, 100, 0],
      [200, 300, 1],
    ]);
    expect(runs.map(run => CATEGORIES[run.category])).toEqual(['heap', 'stack']);
  });

  it('have the category with most bytes where several share a pixel, in the pixel alone', () => {
    const columns = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 995, category: 'heap' },
          { gap: 0, pages: 2, category: 'code' },
          { gap: 0, pages: 2, category: 'data' },
          { gap: 0, pages: 7, category: 'data' },
          { gap: 0, pages: 994, category: 'stack' },
        ],
        0,
      ),
    );
    const { runs } = runsOf(columns, 'true', 200);
    expect(runs.map(({ from, to, mapping }) => [from, to, mapping])).toEqual([
      [0, 99, 0],
      [99, 100, undefined],
      [100, 101, 3],
      [101, 200, 4],
    ]);
    expect(CATEGORIES[runs[1]?.category ?? 0]).toBe('heap');
    expect(runs[2]?.mapping).toBe(3);
  });

  it('are dimmed where the filter leaves nothing, and have the category of what it leaves', () => {
    const columns = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 50, category: 'heap' },
          { gap: 0, pages: 3, category: 'code' },
          { gap: 0, pages: 1, category: 'data' },
          { gap: 0, pages: 46, category: 'heap' },
        ],
        0,
      ),
    );
    const { runs } = runsOf(columns, 'true', 10, { ...EVERYTHING, category: ['data'] });
    expect(runs.map(({ from, to, dimmed }) => [from, to, dimmed])).toEqual([
      [0, 5, true],
      [5, 6, false],
      [6, 10, true],
    ]);
    expect(CATEGORIES[runs[1]?.category ?? 0]).toBe('data');
  });

  it('of a large address space are soon merged', () => {
    const columns = largeSpace();
    const { runs } = runsOf(columns, 'squeezed', 1400, EVERYTHING, 2);
    expect(runs.length).toBeGreaterThan(1000);
    expect(runs.length).toBeLessThanOrEqual(2800);
    expect(runs.some(run => run.mapping === undefined)).toBe(true);
  });
});

describe('a pyramid', () => {
  it('has the sums of any range', () => {
    const columns = largeSpace(1000);
    const some = matchesOf(columns, { ...EVERYTHING, permissions: 'rw-p' });
    const pyramids: [Pyramid, (i: number) => boolean][] = [
      [new Pyramid(columns), () => true],
      [new Pyramid(columns, some.mask), i => some.mask[i] === 1],
    ];
    fc.assert(
      fc.property(fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        for (const [pyramid, has] of pyramids) {
          const sums = new Float64Array(CATEGORIES.length);
          pyramid.addTo(sums, from, to);
          const expected = new Float64Array(CATEGORIES.length);
          for (let i = from; i < to; i++) {
            const code = at(columns.category, i);
            expected[code] = at(expected, code) + (has(i) ? columns.pages(i) : 0);
          }
          expect(sums).toEqual(expected);
        }
      }),
    );
    expect(countOf(some)).toBe(200);
  });
});
