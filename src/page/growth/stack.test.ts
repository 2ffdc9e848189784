import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marks, top } from './axis';
import { type GrowthSample, gapsBefore, layers, nearest, stacked, withGaps } from './stack';

const size = fc.nat({ max: 2 ** 40 });
const sample: fc.Arbitrary<GrowthSample> = fc.record(
  {
    privateBytes: size,
    fileBytes: size,
    sharedMemoryBytes: size,
    mappings: fc.nat({ max: 65_530 }),
    categoryBytes: fc.dictionary(fc.constantFrom('heap', 'anonymous', 'guard', 'later-one'), size, {
      noNullPrototype: true,
    }),
  },
  { requiredKeys: ['privateBytes', 'fileBytes', 'sharedMemoryBytes'] },
);
const samples = fc.array(sample, { maxLength: 40 });
const times = fc
  .array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 60 })
  .map(pauses => pauses.map((_, at) => pauses.slice(0, at + 1).reduce((sum, pause) => sum + pause)));

describe('layers', () => {
  it('add up to the sum of their sample', () => {
    fc.assert(
      fc.property(samples, fc.constantFrom('memory' as const, 'category' as const), (each, picture) => {
        const edges = stacked(layers(each, picture)).at(-1);
        for (const [at, { categoryBytes, privateBytes = 0, fileBytes = 0, sharedMemoryBytes = 0 }] of each.entries()) {
          const sum =
            picture === 'memory'
              ? privateBytes + fileBytes + sharedMemoryBytes
              : Object.values(categoryBytes ?? {}).reduce((one, other) => one + other, 0);
          expect(edges?.[at] ?? 0).toBe(sum);
        }
      }),
    );
  });

  it('never cross', () => {
    fc.assert(
      fc.property(samples, each => {
        const edges = stacked(layers(each, 'category'));
        for (const [at, edge] of edges.entries()) {
          for (const [column, value] of edge.entries()) {
            expect(value ?? 0).toBeGreaterThanOrEqual(value === null ? 0 : (edges[at - 1]?.[column] ?? 0));
          }
        }
      }),
    );
  });

  it('have one order, whatever is largest, and show categories of a later service', () => {
    const names = (categoryBytes: Record<string, number>) =>
      layers([{ categoryBytes }], 'category').map(({ name }) => name);
    expect(names({ anonymous: 9, heap: 1, 'later-one': 5 })).toEqual(['heap', 'anonymous', 'later-one']);
    expect(names({ 'later-one': 1, anonymous: 1, heap: 9, kernel: 0 })).toEqual(['heap', 'anonymous', 'later-one']);
  });

  it('have no size of a category that only other samples have', () => {
    const [layer] = layers([{ categoryBytes: {} }, { categoryBytes: { constructor: 5 } }], 'category');
    expect(layer?.values).toEqual([0, 5]);
  });

  it('know what was not read', () => {
    const [mappings] = layers([{ threads: 1 }, { mappings: 7 }], 'mappings');
    expect(mappings?.values).toEqual([null, 7]);
    expect(layers([{ threads: 1 }], 'category')).toEqual([]);
  });
});

describe('gaps', () => {
  it('are pauses that are far longer than the usual ones', () => {
    expect(gapsBefore([0, 10, 20, 31, 90, 100])).toEqual([4]);
    expect(gapsBefore([5])).toEqual([]);
  });

  it('add empty columns, and change nothing else', () => {
    fc.assert(
      fc.property(times, each => {
        const made = withGaps(each, [each]);
        const kept = made.columns.flatMap((at, column) => (at === undefined ? [] : [column]));
        expect(kept.map(column => made.times[column])).toEqual(each);
        expect(kept.map(column => made.rows[0]?.[column])).toEqual(each);
        expect(made.columns.length - kept.length).toBe(gapsBefore(each).length);
        expect(made.times).toEqual(made.times.toSorted((one, other) => one - other));
      }),
    );
  });

  it('are empty', () => {
    const { times: at, rows } = withGaps([0, 1, 2, 100, 101], [[1, 2, 3, 4, 5]]);
    expect(at).toEqual([0, 1, 2, 51, 100, 101]);
    expect(rows).toEqual([[1, 2, 3, null, 4, 5]]);
  });
});

describe('the nearest sample', () => {
  it('has no nearer one', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -10, max: 7_000_000 }), (each, time) => {
        const found = each[nearest(each, time) ?? -1] ?? Number.NaN;
        expect(Math.min(...each.map(one => Math.abs(one - time)))).toBe(Math.abs(found - time));
      }),
    );
    expect(nearest([], 5)).toBeUndefined();
  });
});

describe('axes', () => {
  it('have few marks, at round values', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 47 }),
        fc.integer({ min: 2, max: 12 }),
        fc.boolean(),
        (high, most, inBytes) => {
          const found = marks(0, high, most, inBytes);
          expect(found.length).toBeLessThanOrEqual(most + 1);
          expect(found[0]).toBe(0);
          expect(found.every(mark => mark <= high)).toBe(true);
          const step = found[1] ?? 1;
          expect(inBytes ? Math.log2(step) % 1 === 0 : /^[125]0*$/.test(String(step))).toBe(true);
        },
      ),
    );
  });

  it('show a limit that is near', () => {
    expect(top(50, 100)).toEqual({ top: 105, limit: 100 });
    expect(top(117, 65_530).limit).toBeUndefined();
    expect(top(0, undefined)).toEqual({ top: 1 });
  });
});
