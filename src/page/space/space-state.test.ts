import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './listing/filter';
import { readFilter } from './listing/filter-text';
import { addressOf } from './listing/page-number';
import { rangeInSight, readState, type SpaceState, sortText, withFilter, withSight, writeState } from './space-state';

const address = fc.nat({ max: 2 ** 30 }).map(addressOf);

const anyState: fc.Arbitrary<SpaceState> = fc.record(
  {
    filter: fc.constantFrom('', 'heap jit', '?w?? *libc* >10M', 'kind:file 0x1000..').map(readFilter),
    sort: fc.record({
      key: fc.constantFrom('address', 'size', 'label', 'swap'),
      descending: fc.boolean(),
    }),
    by: fc.constantFrom('category', 'file'),
    area: fc.constantFrom('virtual', 'resident', 'proportional', 'swap'),
    at: fc.oneof(address, fc.constant('#812')),
    mode: fc.constantFrom('squeezed', 'true', 'order'),
    show: fc.oneof(fc.tuple(address, address), fc.constant('all' as const)),
  },
  { requiredKeys: ['filter', 'sort', 'by', 'area'] },
);

describe('the state of the screen', () => {
  it('is the same in the address', () => {
    fc.assert(
      fc.property(anyState, state => {
        expect(readState(writeState(state))).toEqual(state);
      }),
    );
  });

  it('is empty at first', () => {
    expect(writeState(readState({}))).toEqual({});
    expect(sortText(readState({}).sort)).toBe('address,asc');
  });

  it('leaves out what it does not understand', () => {
    const state = readState({ mode: 'sideways', show: '0x1-', sort: 'color', by: 'mood', area: 'moon', at: '' });
    expect(writeState(state)).toEqual({});
    expect(state.filter).toEqual(EVERYTHING);
  });

  it('shows the range of the filter until somebody moves, and all when wanted', () => {
    const range = readState({ from: '0x1000', to: '0x9000' });
    expect(rangeInSight(range)).toEqual(['0x1000', '0x9000']);
    expect(rangeInSight(withSight(range, ['0x2000', '0x3000']))).toEqual(['0x2000', '0x3000']);
    const all = readState(writeState(withSight(range, undefined)));
    expect(writeState(all).show).toBe('all');
    expect(rangeInSight(all)).toBeUndefined();
    expect(writeState(withSight(readState({ show: '0x1-0x2' }), undefined))).toEqual({});
  });

  it('shows the range of another filter after all was shown', () => {
    const all = readState({ from: '0x1000', to: '0x9000', show: 'all' });
    const other = readState({ from: '0x1000', to: '0x4000' }).filter;
    expect(rangeInSight(withFilter(all, other))).toEqual(['0x1000', '0x4000']);
    expect(withFilter(all, { ...all.filter, category: ['heap'] }).show).toBe('all');
    expect(withFilter(readState({ show: '0x1-0x2' }), other).show).toEqual(['0x1', '0x2']);
  });

  it('has the lists and names of the service', () => {
    const state = readState({ category: 'heap,jit', permissions: '?w??', minBytes: '4096' });
    expect(state.filter).toEqual({ category: ['heap', 'jit'], kind: [], permissions: '?w??', minBytes: 4096 });
    expect(writeState(state)).toEqual({ category: 'heap,jit', permissions: '?w??', minBytes: '4096' });
  });
});
