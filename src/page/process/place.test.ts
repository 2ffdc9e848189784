import { describe, expect, it } from 'vitest';
import { placeLink, screenLink } from './place';

describe('places', () => {
  it('are pinned to the process that was meant', () => {
    expect(placeLink({ pid: 42, startTicks: 93817 }, '0x7f12')).toBe('#/p/42@93817/space?at=0x7f12');
    expect(screenLink({ pid: 42 }, 'findings')).toBe('#/p/42/findings');
  });
});
