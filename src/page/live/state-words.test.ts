import { describe, expect, it } from 'vitest';
import { NOTHING } from './record';
import { stateWords } from './state-words';

describe('the state of a stream', () => {
  const at = (second: number) => new Date(2026, 10, 29, 10, 0, second).toISOString();

  it('says what it has told', () => {
    expect(stateWords('opening', NOTHING)).toBe('Opening the stream ….');
    expect(stateWords('open', { ...NOTHING, since: at(1), heard: at(9), told: 1 })).toBe(
      'Following; 1 line since 10:00:01; last heard at 10:00:09.',
    );
    expect(stateWords('paused', { ...NOTHING, since: at(1), heard: at(9), told: 1200 })).toContain('1\u202F200 lines');
  });

  it('says why it is over', () => {
    expect(stateWords('over', { ...NOTHING, end: 'no-address-space' })).toBe('The stream is over: no address space.');
  });
});
