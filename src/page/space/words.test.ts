import { describe, expect, it } from 'vitest';
import { sumsOf } from './listing/sums';
import { columnsOf, rowsOfPieces } from './listing/test-spaces';
import { gapText, labelText, mappingLine, permissionWords, rangeText, scaleText, sharedText, sumsText } from './words';

const rows = rowsOfPieces(
  [
    { gap: 0, pages: 2, category: 'code', kind: 'file', permissions: 'r-xs', path: '/lib/\u202elibc' },
    { gap: 1, pages: 3, category: 'reserved', permissions: '---p' },
  ],
  0x400,
);

describe('words', () => {
  it('say what a mapping is', () => {
    const columns = columnsOf(rows);
    expect(mappingLine(columns, 0)).toBe('0x400000–0x402000, 8 KiB, r-xs, code of files, /lib/\\u{202e}libc');
    expect(mappingLine(columns, 1)).toBe('0x403000–0x406000, 12 KiB, ---p, reserved');
    expect([labelText(columns, 0), labelText(columns, 1)]).toEqual(['/lib/\\u{202e}libc', 'reserved']);
    expect(permissionWords(columns, 0)).toBe('the program may read, execute it; changes are shared with others');
    expect(permissionWords(columns, 1)).toBe('no access is allowed; changes are private to the process');
  });

  it('name a mapping by its place where no addresses are stated', () => {
    expect(rangeText(columnsOf([{ ordinal: 0, sizeBytes: 4096 }]), 0)).toBe('#0');
  });

  it('say sums', () => {
    const columns = columnsOf(rows);
    expect(sumsText(columns, sumsOf(columns, Uint8Array.of(1, 1)))).toBe(
      '2 mappings · 20 KiB · largest 12 KiB · longest without a gap 12 KiB',
    );
    expect(sumsText(columns, sumsOf(columns, Uint8Array.of(0, 0)))).toBe('no mapping');
    const usage = { residentBytes: 4096, proportionalBytes: 2048, swapBytes: 0 };
    const measured = columnsOf([{ ordinal: 0, sizeBytes: 8192, usage }]);
    expect(sumsText(measured, sumsOf(measured, Uint8Array.of(1)))).toBe(
      '1 mapping · 8 KiB · resident 4 KiB · swapped out 0 B · largest 8 KiB',
    );
  });

  it('say what shares a pixel', () => {
    expect(sharedText(columnsOf(rows), 0, 2)).toBe('2 mappings in this pixel, 20 KiB, most of it reserved');
    expect(sharedText(columnsOf(rows), 0, 0)).toBe('0 mappings in this pixel, 0 B');
  });

  it('say scales', () => {
    expect(gapText(2 ** 20)).toBe('4 GiB free');
    expect(scaleText('squeezed', 1 / 256)).toBe('one pixel is 1 MiB');
    expect(scaleText('true', 8192)).toBe('one byte is 2 pixels');
    expect(scaleText('order', 12.4)).toBe('each mapping is 12 pixels wide, whatever its size');
    expect(scaleText('order', 0.25)).toBe('one pixel is 4.0 mappings');
  });
});
