import { describe, expect, it } from 'vitest';
import { neighbourOf } from './neighbour';

describe('the neighbours of a process', () => {
  const list = [{ pid: 9 }, { pid: 1 }, { pid: 5 }];

  it('are those of its list, in whatever order', () => {
    expect([neighbourOf(list, 1, 1), neighbourOf(list, 1, -1)]).toEqual([{ pid: 5 }, { pid: 9 }]);
  });

  it('end with the list', () => {
    expect([neighbourOf(list, 9, -1), neighbourOf(list, 5, 1), neighbourOf([], 5, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are the ends of the list for a process that is not in it', () => {
    expect([neighbourOf(list, 7, 1), neighbourOf(list, 7, -1)]).toEqual([{ pid: 9 }, { pid: 5 }]);
  });
});
