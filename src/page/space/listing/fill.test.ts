import { describe, expect, it } from 'vitest';
import { Columns } from './columns';
import { fill } from './fill';
import { columnsOf, rowsOfPieces } from './test-spaces';

const REST = { pid: 7, capture: { complete: true } };
const rows = rowsOfPieces([
  { gap: 0, pages: 1, path: '/tmp/ü' },
  { gap: 3, pages: 2 },
]);
const text = [...rows, REST].map(row => `${JSON.stringify(row)}\n`).join('');

/** A stream of the bytes of a text, in pieces of a length; it breaks at its end if wanted. */
function streamOf(whole: string, length: number, broken = false): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(whole);
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from < bytes.length) {
        controller.enqueue(bytes.slice(from, from + length));
        from += length;
      } else if (broken) {
        controller.error(new TypeError('network error'));
      } else {
        controller.close();
      }
    },
  });
}

const nothing = () => undefined;

describe('the rows of a listing', () => {
  it.each([1, 7, 10_000])('are taken from pieces of %d bytes', async length => {
    const columns = new Columns();
    expect(await fill(columns, streamOf(text, length), nothing)).toEqual(REST);
    const whole = columnsOf(rows);
    expect(columns.length).toBe(2);
    expect([0, 1].map(i => columns.labelAt(i))).toEqual([0, 1].map(i => whole.labelAt(i)));
    expect(columns.start.slice(0, 2)).toEqual(whole.start.slice(0, 2));
  });

  it('are not whole without the line after them', async () => {
    const cut = text.slice(0, text.indexOf('{"pid"'));
    expect(await fill(new Columns(), streamOf(cut, 50), nothing)).toBeUndefined();
    expect(await fill(new Columns(), null, nothing)).toBeUndefined();
  });

  it('end with a failure where the stream breaks or a line is no row', async () => {
    await expect(fill(new Columns(), streamOf(text.slice(0, 60), 50, true), nothing)).rejects.toThrow('network error');
    await expect(fill(new Columns(), streamOf(text.slice(0, 60), 50), nothing)).rejects.toThrow(SyntaxError);
    await expect(fill(new Columns(), streamOf('<html>\n', 50), nothing)).rejects.toThrow(SyntaxError);
  });
});
