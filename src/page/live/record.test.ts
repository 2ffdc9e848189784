import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localProblem, unreachable } from '../api/problem';
import { type LiveEvent, liveEvent } from './events';
import { categorySums, KEPT, NOTHING, sumRows, withEvents } from './record';
import { pauseBefore } from './retry';

const category = fc.constantFrom('heap' as const, 'anonymous' as const, 'jit' as const);
const mappings = fc.array(fc.record({ category, sizeBytes: fc.integer({ min: 1, max: 2 ** 30 }) }), { maxLength: 8 });
const sizes = (each: readonly { sizeBytes: number }[]) => each.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
const change = fc.tuple(mappings, mappings, fc.nat({ max: 3 })).map(([before, after, unseen]) => ({
  change: 'split' as const,
  before,
  after,
  beforeCount: before.length,
  afterCount: after.length + unseen,
  changedBytes: sizes(after) - sizes(before),
}));
const total = (sums: ReadonlyMap<string, number>) => [...sums.values()].reduce((all, each) => all + each, 0);

const heap = { category: 'heap' as const, name: '[heap]', sizeBytes: 8192, start: '0x1000' };
const grown: LiveEvent = {
  type: 'change',
  data: { at: 'T1', change: 'grown', changedBytes: 4096, before: [{ ...heap, sizeBytes: 4096 }], after: [heap] },
};

describe('sums of changes', () => {
  it('add up to the changes', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), changes => {
        const record = withEvents(
          NOTHING,
          changes.map(data => ({ type: 'change' as const, data })),
        );
        expect(total(record.sums)).toBe(changes.reduce((sum, { changedBytes }) => sum + changedBytes, 0));
        expect(record.told).toBe(changes.length);
      }),
    );
  });

  it('know a mapping that changes its category where it is', () => {
    const sums = categorySums({
      before: [{ category: 'anonymous', sizeBytes: 10 }],
      after: [{ category: 'jit', sizeBytes: 10 }],
    });
    expect(sumRows(sums)).toEqual([
      ['anonymous', -10],
      ['jit', 10],
    ]);
    expect(sumRows(categorySums({ after: [{ sizeBytes: 0 }] }))).toEqual([]);
    expect(sumRows(categorySums({ afterCount: 9, changedBytes: 5 }))).toEqual([['other', 5]]);
  });
});

describe('the record of a stream', () => {
  it('has what was told, newest first', () => {
    const record = withEvents(NOTHING, [
      { type: 'hello', data: { at: 'T0', mappings: 32 } },
      grown,
      {
        type: 'usage',
        data: {
          at: 'T2',
          threadsChange: -2,
          sizes: [
            { size: 'residentBytes', changedBytes: 4096 },
            { size: 'peakResidentBytes', changedBytes: 1 },
          ],
        },
      },
      { type: 'usage', data: { at: 'T3', threadsChange: 1 } },
      { type: 'usage', data: { at: 'T4' } },
      { type: 'heartbeat', data: { at: 'T5' } },
    ]);
    expect(record.entries.map(({ at, word, line }) => [at, word, line])).toEqual([
      ['T3', 'usage', '1 thread started'],
      ['T2', 'usage', '2 threads ended, resident memory +4 KiB'],
      ['T1', 'grown', '[heap] of 8 KiB, +4 KiB'],
    ]);
    expect(record).toMatchObject({ since: 'T0', heard: 'T5', hello: { mappings: 32 }, end: undefined });
    expect(record.entries.at(-1)?.address).toBe('0x1000');
  });

  it('begins the sums anew after a reset, and keeps the lines', () => {
    const record = withEvents(NOTHING, [grown, { type: 'reset', data: { at: 'T9', reason: 'overflow' } }, grown]);
    expect(sumRows(record.sums)).toEqual([['heap', 4096]]);
    expect(record.since).toBe('T9');
    expect(record.entries[1]?.line).toBe('overflow (changes are missing; the sums begin anew)');
  });

  it('ends', () => {
    const record = withEvents(NOTHING, [{ type: 'end', data: { reason: 'exited', detail: 'The process has ended.' } }]);
    expect(record).toMatchObject({ end: 'exited', entries: [{ line: 'The process has ended. (nothing follows)' }] });
    expect(withEvents(NOTHING, [{ type: 'end', data: {} }]).end).toBe('end');
  });

  it('is bounded', () => {
    const record = withEvents(
      NOTHING,
      Array.from({ length: KEPT + 5 }, () => grown),
    );
    expect([record.entries.length, record.told, record.entries[0]?.number]).toEqual([KEPT, KEPT + 5, KEPT + 5]);
  });
});

describe('events', () => {
  it('are those that the page knows', () => {
    expect(liveEvent({ type: 'heartbeat', data: '{"at":"T"}', id: '' })).toEqual({
      type: 'heartbeat',
      data: { at: 'T' },
    });
    expect(liveEvent({ type: 'later', data: '{}', id: '' })).toBeUndefined();
    expect([
      liveEvent({ type: 'change', data: '{', id: '' }),
      liveEvent({ type: 'change', data: '1', id: '' }),
    ]).toEqual([undefined, undefined]);
  });
});

describe('the pause before another stream', () => {
  it('grows, up to a minute', () => {
    expect([0, 1, 2, 9].map(failures => pauseBefore(failures, undefined, undefined))).toEqual([
      2000, 4000, 8000, 60_000,
    ]);
    expect([pauseBefore(0, 500, undefined), pauseBefore(0, 0, undefined)]).toEqual([500, 250]);
    expect(pauseBefore(0, undefined, unreachable())).toBe(2000);
    expect(pauseBefore(0, undefined, { ...localProblem('busy', '', 503, ''), retryAfterSeconds: 5 })).toBe(5000);
  });

  it('does not end where the problem would be the same', () => {
    expect(pauseBefore(0, undefined, localProblem('process-gone', '', 410, ''))).toBeUndefined();
    expect(pauseBefore(0, undefined, localProblem('forbidden', '', 403, ''))).toBeUndefined();
  });
});
