import { describe, expect, it } from 'vitest';
import { Columns } from './columns';
import { columnsOf } from './listed';

const row = (start: string, end: string) => ({
  start,
  end,
  sizeBytes: Number.parseInt(end, 16) - Number.parseInt(start, 16),
  permissions: 'rw-p',
  kind: 'anonymous' as const,
});

describe('the columns of a whole listing', () => {
  it('have each row in its place', () => {
    const columns = columnsOf([row('0x1000', '0x3000'), row('0x3000', '0x4000'), row('0x9000', '0xa000')]);
    expect(columns).toMatchObject({ length: 3, addressed: true });
    expect(columns instanceof Columns ? [...columns.start] : []).toEqual([1, 3, 9]);
    expect(columns instanceof Columns ? columns.bytes(0) : 0).toBe(8192);
  });

  it('are absent where rows overlap, or go backwards', () => {
    expect(columnsOf([row('0x1000', '0x3000'), row('0x2000', '0x4000')])).toBe('overlapping');
    expect(columnsOf([row('0x4000', '0x5000'), row('0x1000', '0x2000')])).toBe('overlapping');
  });

  it('are absent for ranges that are no pages', () => {
    expect(columnsOf([row('0x1010', '0x3000')])).toBe('without-pages');
    expect(columnsOf([row('0x1000', '0x3008')])).toBe('without-pages');
    expect(columnsOf([row('0x4000', '0x4000')])).toBe('without-pages');
    expect(columnsOf([row('0x1000', '0x2000'), { sizeBytes: 4096, permissions: 'rw-p' }])).toBe('without-pages');
  });

  it('are by order without addresses, with the gaps that are stated', () => {
    const columns = columnsOf([
      { sizeBytes: 8192, permissions: 'rw-p' },
      { sizeBytes: 4096, permissions: 'rw-p', gapBelowBytes: 2 ** 40 },
    ]);
    expect(columns).toMatchObject({ length: 2, addressed: false });
    expect(columns instanceof Columns ? columns.gapBelow(1) : 0).toBe(2 ** 28);
    expect(columnsOf([])).toMatchObject({ length: 0 });
  });
});
