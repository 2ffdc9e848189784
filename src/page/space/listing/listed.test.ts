import { describe, expect, it } from 'vitest';
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
    expect(columns?.length).toBe(3);
    expect([...(columns?.start ?? [])]).toEqual([1, 3, 9]);
    expect(columns?.bytes(0)).toBe(8192);
  });

  it('are absent where rows overlap, go backwards, or are empty', () => {
    expect(columnsOf([row('0x1000', '0x3000'), row('0x2000', '0x4000')])).toBeUndefined();
    expect(columnsOf([row('0x4000', '0x5000'), row('0x1000', '0x2000')])).toBeUndefined();
    expect(columnsOf([row('0x4000', '0x4000')])).toBeUndefined();
    expect(columnsOf([])).toBeUndefined();
  });

  it('are absent without addresses, and for ranges that are no pages', () => {
    expect(columnsOf([{ sizeBytes: 4096, permissions: 'rw-p' }])).toBeUndefined();
    expect(columnsOf([row('0x1010', '0x3000')])).toBeUndefined();
    expect(columnsOf([row('0x1000', '0x3008')])).toBeUndefined();
  });
});
