import { describe, expect, it } from 'vitest';
import { limitWords, rankingSentence } from './ranking';

describe('the ranking', () => {
  it('is counted, worst first', () => {
    const processes = [
      { verdict: 'leaking' },
      { verdict: 'growing' },
      { verdict: 'growing' },
      { verdict: 'steady' },
    ] as const;
    expect(rankingSentence({ processes: [...processes], processesUntold: 13 })).toBe(
      '1 leaking, 2 growing, 1 rising, not judged yet. The slope of 13 more is not known yet: they have not run, or were not watched, for long enough.',
    );
    expect(rankingSentence({})).toBe('Nothing grows.');
  });

  it('has the limit that is reached first', () => {
    const at = new Date(2026, 10, 29, 10, 0, 0).toISOString();
    const limit = { of: 'machine', unit: 'bytes', limit: 1_073_741_824, utilisation: 0.5, secondsLeft: 3600 } as const;
    expect(limitWords(limit, at)).toBe(
      'Private memory, up to the memory of the machine: 1 GiB, 50 % used; reached in 1 h, on 2026-11-29 11:00:00, at this growth',
    );
    expect(limitWords(limit, undefined)).toBe(
      'Private memory, up to the memory of the machine: 1 GiB, 50 % used; reached in 1 h, at this growth',
    );
    expect(limitWords({ of: 'vm.max_map_count', unit: 'mappings', limit: 65_530 }, at)).toBe(
      'Mappings, up to vm.max_map_count: 65\u202F530 mappings',
    );
    expect(limitWords({ ...limit, secondsLeft: 1e15 }, at)).toContain('50 % used; not reached within ten years');
    expect(limitWords(undefined, at)).toBeUndefined();
  });
});
