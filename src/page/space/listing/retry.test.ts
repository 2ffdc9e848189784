import { describe, expect, it } from 'vitest';
import { localProblem, unreachable } from '../../api/problem';
import { afterFailure, cutOff } from './retry';

describe('a listing that was not read', () => {
  it('is read again by itself where the failure may pass', () => {
    expect(afterFailure('maps', 1, cutOff())).toEqual({ problem: cutOff(), pause: 5 });
    expect(afterFailure('maps', 2, unreachable()).pause).toBe(10);
    const busy = { ...localProblem('overloaded', 'Busy', 503, 'Later.'), retryAfterSeconds: 30 };
    expect(afterFailure('maps', 1, busy)).toEqual({ problem: busy, pause: 30 });
  });

  it('is not read again where it is denied, or was read', () => {
    expect(afterFailure('maps', 1, localProblem('access-denied', 'Denied', 403, 'No.')).pause).toBeUndefined();
    expect(afterFailure('maps', 1, undefined)).toEqual({ problem: undefined, pause: undefined });
  });

  it('waits for a click where the read costs something, and says so', () => {
    const busy = { ...localProblem('scan-deferred', 'Deferred', 503, 'Later.'), retryAfterSeconds: 3 };
    expect(afterFailure('smaps', 1, busy)).toEqual({ problem: busy, pause: undefined });
    const { problem, pause } = afterFailure('smaps', 1, unreachable());
    expect(pause).toBeUndefined();
    expect(problem?.detail).toBe('What is in memory was not read. Ask for it again.');
  });
});
