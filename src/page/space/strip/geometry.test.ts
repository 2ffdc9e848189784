import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Columns } from '../listing/columns';
import { gapsAbove, largestGap, squeezeThreshold } from '../listing/gaps';
import { at } from '../listing/numbers';
import { anySpace, columnsOf, rowsOfPieces } from '../listing/test-spaces';
import type { Geometry, Mode, View } from './geometry';
import { geometryOf } from './line';

const modes: Mode[] = ['squeezed', 'true', 'order'];

function lineOf(columns: Columns, mode: Mode): Geometry {
  const extent = { from: 0, to: at(columns.end, columns.length - 1) + 2 ** 20, mappings: columns.length };
  return geometryOf(columns, extent, mode, squeezeThreshold(columns));
}

const scene = fc.record({
  columns: anySpace,
  mode: fc.constantFrom(...modes),
  width: fc.integer({ min: 200, max: 4000 }),
  zooms: fc.array(fc.record({ factor: fc.double({ min: 0.2, max: 20, noNaN: true }), x: fc.nat({ max: 4000 }) }), {
    maxLength: 6,
  }),
});

function viewOf(line: Geometry, width: number, zooms: readonly { factor: number; x: number }[]): View {
  return zooms.reduce((view, { factor, x }) => line.zoom(view, width, factor, Math.min(x, width)), line.fit(width));
}

/** Pixels that rounding may cost: a line can be 2^40 pixels long. */
function tolerance(view: View): number {
  return 1e-3 + Math.abs(view.scroll) * 1e-9;
}

describe('the line of an address space', () => {
  it('fills the strip in every mode', () => {
    fc.assert(
      fc.property(scene, ({ columns, mode, width }) => {
        const line = lineOf(columns, mode);
        const view = line.fit(width);
        expect(line.toX(line.from, view, width)).toBe(0);
        expect(line.toX(line.end, view, width)).toBeCloseTo(width, 3);
        expect(line.isZoomed(view, width)).toBe(false);
      }),
    );
  });

  it('never goes back', () => {
    fc.assert(
      fc.property(scene, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }), (drawn, shares) => {
        const { columns, mode, width, zooms } = drawn;
        const line = lineOf(columns, mode);
        const view = viewOf(line, width, zooms);
        const pages = shares.map(share => share * line.end).sort((a, b) => a - b);
        const xs = pages.map(page => line.toX(page, view, width));
        expect(xs).toEqual(xs.toSorted((a, b) => a - b));
      }),
    );
  });

  it('leads from each mapped page to a pixel and back', () => {
    fc.assert(
      fc.property(scene, fc.nat(), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (drawn, seed, share) => {
        const { columns, mode, width, zooms } = drawn;
        const line = lineOf(columns, mode);
        const view = viewOf(line, width, zooms);
        const i = seed % columns.length;
        const page = at(columns.start, i) + share * columns.pages(i);
        const x = line.toX(page, view, width);
        const back = line.toPage(x, view, width);
        expect(Math.abs(line.toX(back, view, width) - x)).toBeLessThan(tolerance(view));
        const perPixel =
          columns.pages(i) /
          Math.max(1e-9, line.toX(at(columns.end, i), view, width) - line.toX(at(columns.start, i), view, width));
        expect(Math.abs(back - page)).toBeLessThanOrEqual(perPixel * tolerance(view) + 1e-6 * page);
      }),
    );
  });

  it('leads from each pixel to a page and back', () => {
    fc.assert(
      fc.property(scene, fc.double({ min: 0, max: 1, noNaN: true }), ({ columns, mode, width, zooms }, share) => {
        const line = lineOf(columns, mode);
        const view = viewOf(line, width, zooms);
        const x = share * width;
        const back = line.toX(line.toPage(x, view, width), view, width);
        const pixelsPerUlp = (view.scale * line.end) / 2 ** 52;
        // Small gaps have no pixels by order, and a page has no more digits than a double.
        expect(Math.abs(back - x)).toBeLessThan(tolerance(view) + 4 * pixelsPerUlp);
      }),
    );
  });

  it('leaves the page under the pointer where it is, unless an end of the strip is reached', () => {
    fc.assert(
      fc.property(scene, fc.double({ min: 1, max: 4, noNaN: true }), ({ columns, mode, width, zooms }, factor) => {
        const line = lineOf(columns, mode);
        const view = viewOf(line, width, zooms);
        const page = line.toPage(width / 2, view, width);
        const closer = line.zoom(view, width, factor, width / 2);
        expect(closer.scale).toBeGreaterThanOrEqual(view.scale);
        const x = line.toX(page, closer, width);
        const ends = closer.scroll === 0 || Math.abs(line.toX(line.end, closer, width) - width) < 1;
        const lost = (closer.scale * line.end) / 2 ** 50;
        expect(ends || Math.abs(x - width / 2) < tolerance(closer) + lost).toBe(true);
      }),
    );
  });

  it('shows a mapping that is asked for, whole', () => {
    fc.assert(
      fc.property(scene, fc.nat(), ({ columns, mode, width }, seed) => {
        const line = lineOf(columns, mode);
        const i = seed % columns.length;
        const view = line.show(at(columns.start, i), at(columns.end, i), width);
        expect(line.toX(at(columns.start, i), view, width)).toBeGreaterThanOrEqual(-0.5 - tolerance(view));
        expect(line.toX(at(columns.end, i), view, width)).toBeLessThanOrEqual(width + 0.5 + tolerance(view));
      }),
    );
  });

  it('stays within its ends', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: -1e9, max: 1e9 }), ({ columns, mode, width, zooms }, pixels) => {
        const line = lineOf(columns, mode);
        const view = line.pan(viewOf(line, width, zooms), width, pixels);
        expect(line.toX(line.from, view, width)).toBeLessThanOrEqual(0);
        expect(line.toX(line.end, view, width)).toBeGreaterThanOrEqual(width - tolerance(view));
      }),
    );
  });

  it('gives squeezed gaps the same pixels at every zoom, and everything else its size', () => {
    const columns = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 100 },
          { gap: 2 ** 30, pages: 300 },
        ],
        0,
      ),
    );
    const line = geometryOf(columns, { from: 0, to: 400 + 2 ** 30, mappings: 2 }, 'squeezed', 4096);
    const fit = line.fit(414);
    expect(line.squeezed).toBe(1);
    const edges = [0, 100, 100 + 2 ** 30, 400 + 2 ** 30];
    expect(edges.map(page => Math.round(line.toX(page, fit, 414)))).toEqual([0, 100, 114, 414]);
    const closer = line.zoom(fit, 414, 2, 0);
    expect(edges.map(page => Math.round(line.toX(page, closer, 414)))).toEqual([0, 200, 214, 814]);
  });

  it('gives each mapping the same width by order', () => {
    const columns = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 1 },
          { gap: 3, pages: 999 },
        ],
        0,
      ),
    );
    const line = geometryOf(columns, { from: 0, to: 1003, mappings: 2 }, 'order', 4096);
    const view = line.fit(200);
    expect([0, 1, 4, 1003].map(page => line.toX(page, view, 200))).toEqual([0, 100, 100, 200]);
  });

  it('has room for mappings between ever so many gaps', () => {
    const columns = columnsOf(rowsOfPieces(Array.from({ length: 1000 }, () => ({ gap: 2 ** 20, pages: 1 }))));
    const line = lineOf(columns, 'squeezed');
    const view = line.fit(1000);
    const first = line.toX(at(columns.end, 0), view, 1000) - line.toX(at(columns.start, 0), view, 1000);
    expect(first).toBeGreaterThan(0.5);
  });

  it('is there without a mapping', () => {
    const line = geometryOf(columnsOf([]), { from: 0, to: 2 ** 35, mappings: 0 }, 'squeezed', 4096);
    expect(line.toX(2 ** 34, line.fit(100), 100)).toBe(50);
  });
});

describe('gaps', () => {
  it('are squeezed above four times the median mapping, and never below 16 MiB', () => {
    expect(squeezeThreshold(columnsOf([]))).toBe(4096);
    expect(squeezeThreshold(columnsOf(rowsOfPieces([{ gap: 0, pages: 10 }])))).toBe(4096);
    expect(squeezeThreshold(columnsOf(rowsOfPieces([{ gap: 0, pages: 5000 }])))).toBe(20_000);
  });

  it('are all found', () => {
    fc.assert(
      fc.property(anySpace, fc.nat({ max: 10_000 }), (columns, pages) => {
        const found = new Set(gapsAbove(columns, pages));
        for (let i = 1; i < columns.length; i++) {
          expect(found.has(i)).toBe(columns.gapBelow(i) > pages);
        }
      }),
    );
  });

  it('have a largest one', () => {
    fc.assert(
      fc.property(anySpace, columns => {
        const largest = largestGap(columns, columns.length);
        const sizes = Array.from({ length: columns.length }, (_, i) => columns.gapBelow(i));
        expect(largest === undefined ? 0 : largest.to - largest.from).toBe(Math.max(...sizes));
      }),
    );
    const two = columnsOf(
      rowsOfPieces(
        [
          { gap: 0, pages: 1 },
          { gap: 5, pages: 1 },
          { gap: 50, pages: 1 },
        ],
        0,
      ),
    );
    expect(largestGap(two, 2)).toEqual({ from: 1, to: 6, above: 1 });
  });
});
