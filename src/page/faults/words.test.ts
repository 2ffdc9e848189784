import { describe, expect, it } from 'vitest';
import { canBe, faultTitle, loggedWords } from './words';

describe('faults', () => {
  it('have a title', () => {
    expect(
      faultTitle({ kind: 'segfault', signal: 'SIGSEGV', access: 'read', address: '0x20', cause: 'null-pointer' }),
    ).toBe('SIGSEGV: read of 0x20 (null pointer)');
    expect(faultTitle({ kind: 'general-protection', signal: 'SIGSEGV' })).toBe('SIGSEGV: general protection');
    expect(faultTitle({})).toBe('Fault: fault');
    expect(faultTitle({ kind: 'oom-kill', memory: { ofCgroup: true } })).toBe(
      'Killed: its control group was out of memory',
    );
    expect(faultTitle({ kind: 'oom-kill' })).toBe('Killed: out of memory');
  });

  it('are those of a process only if it started before', () => {
    expect(canBe('2026-11-25T22:02:26.459787876Z', '2026-11-25T22:02:26Z')).toBe(true);
    expect(canBe('2026-11-25T22:02:26Z', '2026-11-25T22:02:27Z')).toBe(false);
    expect(canBe(undefined, '2026-11-25T22:02:27Z')).toBeUndefined();
    expect(canBe('2026-11-25T22:02:26Z', undefined)).toBeUndefined();
  });

  it('say when they were logged, and whether the service ran then', () => {
    const at = new Date(2026, 10, 29, 10, 0, 1).toISOString();
    expect(loggedWords({ at, beforeStart: false })).toBe('2026-11-29 10:00:01');
    expect(loggedWords({ at, beforeStart: true })).toBe('2026-11-29 10:00:01, before this service started');
    expect(loggedWords({})).toBe('not known');
    expect(loggedWords({ beforeStart: true })).toBe('not known, before this service started');
  });
});
