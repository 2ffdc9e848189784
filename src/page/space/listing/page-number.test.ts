import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, pageOf, readAddress } from './page-number';

describe('a page number', () => {
  it('is exact up to the last page of all', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }), page => {
        const address = `0x${(page << 12n).toString(16)}`;
        expect(BigInt(pageOf(address))).toBe(page);
        expect(addressOf(Number(page))).toBe(address);
      }),
    );
    expect(pageOf('0xffffffffff600000')).toBe(0xffffffffff600);
    expect(pageOf('0xffffffffffffffff')).toBe(2 ** 52 - 1);
  });

  it('forgets the place in the page', () => {
    expect(pageOf('0x7f3c8a400abc')).toBe(pageOf('0x7f3c8a400000'));
    expect([pageOf('0x0'), pageOf('0xfff'), pageOf('0x1000')]).toEqual([0, 0, 1]);
  });

  it.each([
    ['0x7F3C_8A40_0000', '0x7f3c8a400000'],
    [' 400000 ', '0x400000'],
    ['0x0000', '0x0'],
    ['ffffffffffffffff', '0xffffffffffffffff'],
    ['10000000000000000', undefined],
    ['0x', undefined],
    ['heap', undefined],
    ['', undefined],
  ])('reads %s as %s', (text, address) => {
    expect(readAddress(text)).toBe(address);
  });
});
