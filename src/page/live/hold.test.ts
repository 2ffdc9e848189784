import { describe, expect, it } from 'vitest';
import { FREE, type Hold, holdAfter } from './hold';

const [one, two] = [[1], [2, 1]] as const;
const free: Hold<number> = FREE;

describe('a list that is held', () => {
  it('stands still as it was when somebody came', () => {
    const held = holdAfter(free, { pointer: true }, one);
    expect(held.entries).toBe(one);
    expect(holdAfter(held, { focus: true }, two).entries).toBe(one);
    expect(holdAfter(held, { pointer: true }, two)).toBe(held);
  });

  it('goes on only when neither the pointer nor the focus is in it', () => {
    const both = holdAfter(holdAfter(free, { pointer: true }, one), { focus: true }, one);
    const left = holdAfter(both, { pointer: false }, two);
    expect(left.entries).toBe(one);
    expect(holdAfter(left, { focus: false }, two)).toEqual(FREE);
    expect(holdAfter(both, { focus: false }, two).entries).toBe(one);
  });

  it('is not empty', () => {
    const above = holdAfter(free, { pointer: true }, []);
    expect(above.entries).toBeUndefined();
    expect(holdAfter(above, { pointer: true }, two).entries).toBe(two);
  });
});
