import { describe, expect, it } from 'vitest';
import { pauseAfter } from './pause';
import { localProblem, unreachable } from './problem';

const problem = (code: string, status: number) => localProblem(code, '', status, '');

describe('the pause between two requests', () => {
  it('is the usual one after an answer, and none after an answer that is asked for once', () => {
    expect(pauseAfter(5, 0, undefined)).toBe(5);
    expect(pauseAfter(undefined, 0, undefined)).toBeUndefined();
  });

  it('grows while the service does not answer, up to a minute', () => {
    expect([1, 2, 3, 4, 5, 9].map(failures => pauseAfter(5, failures, unreachable()))).toEqual([5, 10, 20, 40, 60, 60]);
    expect(pauseAfter(undefined, 1, problem('busy', 503))).toBe(5);
  });

  it('is at least the one that the service asks for', () => {
    expect(pauseAfter(5, 1, { ...problem('scan-budget-exhausted', 429), retryAfterSeconds: 90 })).toBe(90);
  });

  it.each(['process-replaced', 'process-not-found', 'process-gone', 'snapshot-not-found'])(
    'does not end with %s',
    code => {
      expect(pauseAfter(5, 1, problem(code, 410))).toBeUndefined();
    },
  );

  it('does not end without a token', () => {
    expect(pauseAfter(5, 1, problem('unauthenticated', 401))).toBeUndefined();
  });

  it('does not end with a mistake in a request that is made once', () => {
    expect(pauseAfter(undefined, 1, problem('invalid-parameter', 400))).toBeUndefined();
  });
});
