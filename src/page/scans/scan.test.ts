import { describe, expect, it } from 'vitest';
import { budgetSentence, costWords, decisionWords } from './scan';

describe('scans', () => {
  it('are decided upon', () => {
    expect(decisionWords({ decision: 'read', forced: true })).toBe('read, forced');
    expect(decisionWords({ decision: 'deferred', forced: false })).toBe('put off until there is budget');
    expect(decisionWords({})).toBe('not known');
  });

  it('cost something, or were not made', () => {
    expect(costWords(40.2, 'not read')).toBe('40 ms');
    expect(costWords(undefined, 'not read')).toBe('not read');
  });

  it('have a budget', () => {
    expect(budgetSentence({ availableMillis: 571.9, reading: false })).toBe(
      '572 ms of reading are left; nothing is read now.',
    );
    expect(budgetSentence({ availableMillis: -3, reading: true, waiting: 2 })).toBe(
      '0 µs of reading are left; one read runs now, 2 wait.',
    );
    expect(budgetSentence({})).toBe('The budget is not known; nothing is read now.');
  });
});
