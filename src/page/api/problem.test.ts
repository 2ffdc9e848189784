import { describe, expect, it } from 'vitest';
import { problemCode, problemOf, reasonFor, unreachable } from './problem';

describe('problems', () => {
  it('are what the service said', () => {
    const body = {
      type: 'urn:vmascope:problem:process-replaced',
      title: 'Process replaced',
      status: 410,
      detail: 'The pid belongs to another process.',
      instance: '/api/processes/42',
      help: '/problems/process-replaced',
    };
    expect(problemOf(body, 410)).toBe(body);
    expect(problemCode(problemOf(body, 410))).toBe('process-replaced');
  });

  it.each([[null], ['<html>'], [{ error: 1 }]])('are our own where a proxy answers %j', body => {
    expect(problemOf(body, 502)).toMatchObject({ status: 502, detail: expect.stringContaining('502') });
  });

  it('say that there was no answer', () => {
    expect(problemCode(unreachable())).toBe('unreachable');
  });

  it('give the reason for an absent field', () => {
    const unavailable = [
      { field: 'proportionalBytes', reason: 'skipped' as const, remedy: 'detail=rollup' },
      { field: 'byCategory[].residentBytes', reason: 'denied' as const, remedy: 'CAP_PERFMON' },
    ];
    expect(reasonFor(unavailable, 'proportionalBytes')?.remedy).toBe('detail=rollup');
    expect(reasonFor(unavailable, 'residentBytes')?.remedy).toBe('CAP_PERFMON');
    expect(reasonFor(unavailable, 'swapBytes')).toBeUndefined();
    expect(reasonFor(undefined, 'swapBytes')).toBeUndefined();
  });
});
