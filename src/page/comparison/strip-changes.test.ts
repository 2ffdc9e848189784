import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../space/listing/page-number';
import type { Kind } from './change-words';
import { KINDS } from './change-words';
import { type PlacedChange, placedDiff, stripMarks } from './strip-changes';

const range = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 35 }), fc.integer({ min: 1, max: 2 ** 20 }))
  .map(([start, pages]) => ({ start: addressOf(start), end: addressOf(start + pages) }));
const kind = fc.constantFrom(...(Object.keys(KINDS) as Kind[]));
const ranges = fc.array(range, { maxLength: 3 });
const change: fc.Arbitrary<PlacedChange> = fc.record({
  kind,
  category: fc.constant('heap'),
  before: ranges,
  after: ranges,
});
const page = (address: string) => Number.parseInt(address.slice(2, -3), 16);

const heap = { start: '0x10000', end: '0x20000' };

describe('marks on the strip', () => {
  it('lie in what was or is mapped, are not empty, and ascend', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), changes => {
        const marks = stripMarks(changes);
        const ranges = changes.flatMap(({ before, after }) => [...before, ...after]);
        for (const { start, end } of marks) {
          expect(start).toBeLessThan(end);
          expect(ranges.some(each => page(each.start) <= start && end <= page(each.end))).toBe(true);
        }
        expect(marks.map(({ start }) => start)).toEqual(marks.map(({ start }) => start).sort((x, y) => x - y));
      }),
    );
  });

  it('cover exactly the pages that came and went', () => {
    fc.assert(
      fc.property(range, range, (before, after) => {
        const marks = stripMarks([{ kind: 'grown', category: 'heap', before: [before], after: [after] }]);
        const sum = (hatch: string) =>
          marks.reduce((all, each) => all + (each.hatch === hatch ? each.end - each.start : 0), 0);
        const shared = Math.max(
          0,
          Math.min(page(before.end), page(after.end)) - Math.max(page(before.start), page(after.start)),
        );
        expect(sum('up')).toBe(page(after.end) - page(after.start) - shared);
        expect(sum('down')).toBe(page(before.end) - page(before.start) - shared);
      }),
    );
  });

  it('keep the hue, and show by saturation and hatching what came and went', () => {
    expect(
      stripMarks([{ kind: 'grown', category: 'heap', before: [heap], after: [{ ...heap, end: '0x30000' }] }]),
    ).toEqual([{ start: 0x20, end: 0x30, kind: 'grown', category: 'heap', hatch: 'up', change: 0, saturation: 1.4 }]);
    expect(stripMarks([{ kind: 'removed', category: 'heap', before: [heap], after: [] }])).toMatchObject([
      { hatch: 'down', saturation: 0.5 },
    ]);
    expect(stripMarks([{ kind: 'reprotected', category: 'heap', before: [heap], after: [heap] }])).toMatchObject([
      { start: 0x10, end: 0x20, hatch: 'same' },
    ]);
  });

  it('belong to a change, and are left out without a place', () => {
    const gone = { kind: 'removed', category: 'heap', before: [heap], after: [] } as const;
    expect(stripMarks([undefined, gone]).map(({ change }) => change)).toEqual([1]);
  });

  it('show of a split what is not mapped any more', () => {
    const after = [
      { start: '0x10000', end: '0x12000' },
      { start: '0x14000', end: '0x20000' },
    ];
    expect(stripMarks([{ kind: 'split', category: 'heap', before: [heap], after }])).toMatchObject([
      { start: 0x12, end: 0x14, hatch: 'down' },
    ]);
    expect(stripMarks([{ kind: 'split', category: 'heap', before: [heap], after: [] }])).toMatchObject([
      { hatch: 'same' },
    ]);
  });

  it('show a move at both places', () => {
    const moved = {
      kind: 'moved',
      category: 'heap',
      before: [heap],
      after: [{ start: '0x18000', end: '0x28000' }],
    } as const;
    expect(stripMarks([moved]).map(({ hatch }) => hatch)).toEqual(['down', 'up']);
  });
});

describe('differences with places', () => {
  it('are absent without addresses', () => {
    expect(placedDiff({ change: 'added' }, { before: [], after: [] })).toBeUndefined();
    expect(placedDiff({}, { before: [], after: [heap] })).toBeUndefined();
    expect(placedDiff({ change: 'added' }, { before: [], after: [heap] })).toEqual({
      kind: 'added',
      category: 'other',
      before: [],
      after: [heap],
    });
  });
});
