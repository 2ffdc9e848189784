import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRows, sumOfChanges } from './change-rows';
import { sampleAfterKey, sampleWords } from './cursor';
import { headroom } from './headroom';
import { layers } from './stack';
import { evidence, type ProcessGrowth, verdictSentence } from './verdict';
import { windowChoices } from './windows';

const leak: ProcessGrowth = {
  verdict: 'leaking',
  window: 'PT15M',
  blamed: 'heap',
  measures: [
    { measure: 'threads', unit: 'threads', verdict: 'steady' },
    {
      measure: 'privateBytes',
      unit: 'bytes',
      verdict: 'leaking',
      kendall: 60,
      floorsPerSecond: 1_048_576,
      floorsLowPerSecond: 1_000_000,
      floorsHighPerSecond: 1_200_000,
    },
  ],
  categories: [{ measure: 'heap', unit: 'bytes', verdict: 'leaking', kendall: 66, floorsPerSecond: 2_000_000 }],
};

describe('the verdict', () => {
  it('says what leaks, how fast, and where', () => {
    expect(verdictSentence(leak)).toBe('This process leaks: private memory, +1 MiB/s. Most of it is in heap.');
  });

  it('does not name a category twice', () => {
    const { measures: _, ...inCategory } = leak;
    expect(verdictSentence(inCategory)).toBe('This process leaks: the address space of heap, +1.9 MiB/s.');
  });

  it('says when growth ends by itself', () => {
    const filling: ProcessGrowth = {
      verdict: 'growing',
      measures: [{ measure: 'privateBytes', unit: 'bytes', verdict: 'growing', growthPerSecond: 2048, bounded: true }],
    };
    expect(verdictSentence(filling)).toBe(
      'This process grows: private memory, +2 KiB/s. It fills memory that was mapped before, so this growth ends by itself.',
    );
    expect(evidence(filling)).toEqual([]);
  });

  it('says that nothing grows, or why it is not known', () => {
    expect(verdictSentence({ verdict: 'steady', window: 'PT15M' })).toContain('grew in 15 min.');
    expect(verdictSentence({ verdict: 'steady' })).toContain('nothing that is judged grew.');
    expect(verdictSentence({ verdict: 'shrinking' })).toBe('This process shrinks.');
    expect(verdictSentence({})).toBe('Not judged yet.');
    const unavailable = [{ field: 'verdict', reason: 'partial' as const, remedy: 'try again at noon' }];
    expect(verdictSentence({ verdict: 'unknown', unavailable })).toBe('Not judged yet: try again at noon.');
  });

  it('has its evidence, a piece a measure', () => {
    expect(evidence(leak).map(({ measure }) => measure)).toEqual(['privateBytes', 'heap']);
    expect(evidence(leak)[0]?.words).toContain('between +977 KiB/s and +1.1 MiB/s. Kendall’s S is 60 of 66');
    expect(evidence(leak)[1]?.words).toContain('change by +1.9 MiB/s. Kendall');
  });
});

describe('headroom', () => {
  const mappings = {
    of: 'vm.max_map_count',
    unit: 'mappings',
    value: 60_000,
    limit: 65_530,
    utilisation: 0.9156,
  } as const;

  it('has a date where growth reaches the limit', () => {
    const at = new Date(2026, 10, 29, 12).toISOString();
    expect(headroom({ ...mappings, secondsLeft: 7200 }, at)).toEqual({
      name: 'Mappings, up to vm.max_map_count',
      share: 0.9156,
      used: '60\u202F000 of 65\u202F530 mappings (92 %)',
      ahead: 'reached in 2 h, on 2026-11-29 14:00:00, at this growth',
      near: true,
    });
  });

  it('has none otherwise', () => {
    expect(headroom({ ...mappings, utilisation: 0.1 }, undefined)).toMatchObject({
      near: false,
      ahead: expect.stringContaining('not approached'),
    });
    expect(headroom({ ...mappings, utilisation: 0.1, secondsLeft: 1e12 }, undefined).ahead).toContain('ten years');
    expect(headroom({ ...mappings, secondsLeft: 60 }, undefined).ahead).toBe('reached in 1 min, at this growth');
    expect(headroom({ utilisation: 1.00002 }, undefined)).toMatchObject({ share: 1, name: 'Limit', ahead: 'used up' });
    expect(headroom({}, undefined).share).toBe(0);
  });
});

describe('changes between two samples', () => {
  const shown = layers(
    [
      { categoryBytes: { heap: 10, anonymous: 500, guard: 7 } },
      {},
      { categoryBytes: { heap: 90, anonymous: 400, guard: 7 } },
    ],
    'category',
  );

  it('are sorted by their size, and add up', () => {
    const rows = changeRows(shown, 0, 2, [{ measure: 'heap', growthPerSecond: 5 }]);
    expect(rows.map(({ name, change }) => [name, change])).toEqual([
      ['anonymous', -100],
      ['heap', 80],
      ['guard', 0],
    ]);
    expect(rows[1]?.growth?.growthPerSecond).toBe(5);
    expect(sumOfChanges(rows)).toBe(-20);
  });

  it('are unknown where a sample was not read', () => {
    const rows = changeRows(shown, 1, 2, []);
    expect(rows.every(({ change, first }) => change === undefined && first === undefined)).toBe(true);
    expect(sumOfChanges(rows)).toBeUndefined();
  });

  it('are spoken, the largest first', () => {
    const time = new Date(2026, 1, 1, 8, 0, 5).getTime();
    expect(sampleWords(time, shown, 2, 'bytes')).toBe('08:00:05: 497 B in all: anonymous 400 B, heap 90 B, guard 7 B');
    expect(sampleWords(time, shown, 1, 'bytes')).toBe('08:00:05: not read');
    expect(sampleWords(time, layers([{ threads: 3 }], 'threads'), 0, 'threads')).toBe('08:00:05: 3 threads');
    const many = layers([{ categoryBytes: { heap: 5, stack: 4, anonymous: 3, code: 2, file: 1 } }], 'category');
    expect(sampleWords(time, many, 0, 'bytes')).toContain('code of files 2 B, and 1 more');
  });
});

describe('the cursor', () => {
  it('stays on the samples', () => {
    const keys = fc.constantFrom(
      'ArrowLeft',
      'ArrowRight',
      'ArrowUp',
      'ArrowDown',
      'PageUp',
      'PageDown',
      'Home',
      'End',
    );
    fc.assert(
      fc.property(keys, fc.nat({ max: 99 }), (key, at) => {
        const next = sampleAfterKey(key, at, 100) ?? -1;
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(100);
      }),
    );
    expect([sampleAfterKey('End', 0, 100), sampleAfterKey('PageDown', 50, 100)]).toEqual([99, 40]);
    expect([sampleAfterKey('Tab', 0, 100), sampleAfterKey('End', 0, 0)]).toEqual([undefined, undefined]);
  });
});

describe('windows', () => {
  it('are those that the service keeps, and the one of the address', () => {
    expect(windowChoices('PT15M', '').map(({ value, words }) => [value, words])).toEqual([
      ['', '15 min'],
      ['1800s', '30 min'],
      ['3600s', '1 h'],
    ]);
    expect(windowChoices('PT15M', '6h').at(-1)).toEqual({ value: '6h', words: '6h' });
    expect(windowChoices(undefined, '360s').at(-1)?.words).toBe('6 min');
    expect(windowChoices(undefined, '').map(({ words }) => words)).toEqual(['the usual window']);
  });
});
