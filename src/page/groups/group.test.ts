import { describe, expect, it } from 'vitest';
import { atLeast, coverageWords, groupingOf, groupRoute, groupsSentence, judgement } from './group';

describe('groups', () => {
  it('lead to their members or to their processes', () => {
    expect(groupRoute('java', undefined)).toEqual({ screen: 'groups', parameters: { group: 'java' } });
    expect(groupRoute('root', 'user')).toEqual({ screen: 'processes', parameters: { user: 'root' } });
    expect(groupRoute('/a=b&c', 'executable')?.parameters).toEqual({ executable: '/a=b&c' });
    expect(groupRoute('(none)', 'container')).toBeUndefined();
    expect(groupingOf('unit')).toBe('unit');
    expect(groupingOf('toString')).toBeUndefined();
  });

  it('are judged by the leaks among their members', () => {
    expect(judgement({ leakSuspects: 2, privateGrowthPerSecond: 5 })).toEqual({
      verdict: 'leaking',
      words: '2 leaking',
    });
    expect(judgement({ leakSuspects: 0 })).toEqual({ verdict: 'unknown', words: 'not judged yet' });
    expect(judgement({ privateGrowthPerSecond: 0 })).toEqual({ words: 'none suspected' });
  });

  it('have sums of those that could be read', () => {
    expect(atLeast('812', 0.77)).toBe('≥ 812');
    expect(atLeast('812', 1)).toBe('812');
    expect(atLeast('812', undefined)).toBe('812');
    expect(coverageWords(0.14)).toBe('known of 14 % of its private memory');
    expect(coverageWords(1)).toBe('known of all of its private memory');
  });

  it('are told in one sentence', () => {
    expect(groupsSentence([{ leakSuspects: 1 }, {}], 22)).toBe('22 groups, 1 with suspected leaks.');
    expect(groupsSentence([{}], 1)).toBe('1 group, none with a suspected leak.');
  });
});
