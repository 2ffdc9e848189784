/** The rows of a listing, taken from a stream in slices that leave the browser time to paint. */
import type { components } from '../../api/generated';
import { Lines } from '../../api/lines';
import type { Row } from './categories';
import type { Columns } from './columns';

export type Rest = Omit<components['schemas']['Maps'], 'mappings'>;

const SLICE_MILLIS = 7;
const ROWS_A_LOOK = 32;
const FIRST_PAINT_MILLIS = 100;
const PAINT_EVERY_MILLIS = 400;

/**
 * Fills columns from a stream of rows, and returns what follows them.
 *
 * @param partial hears now and then that there are more rows
 * @returns what follows the rows; undefined if the stream ended before it
 * @throws if the stream breaks, or a line of it is no row
 */
export async function fill(
  columns: Columns,
  stream: ReadableStream<Uint8Array> | null,
  partial: () => void,
): Promise<Rest | undefined> {
  const lines = new Lines();
  const slices = new Slices(partial);
  let rest: Rest | undefined;
  const take = (line: string) => {
    const row: Row & Rest = JSON.parse(line);
    if (row.capture === undefined) {
      columns.add(row);
    } else {
      rest = row;
    }
  };
  for await (const piece of texts(stream)) {
    for (const line of lines.push(piece)) {
      take(line);
      if (slices.isOver()) {
        await slices.next();
      }
    }
  }
  for (const line of lines.end()) {
    take(line);
  }
  return rest;
}

/** The texts of a stream of bytes. */
async function* texts(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  const reader = stream?.getReader();
  const decoder = new TextDecoder();
  try {
    for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
      yield decoder.decode(piece.value, { stream: true });
    }
  } finally {
    // Nobody reads the rest of a stream that has a line which is no row.
    reader?.cancel().catch(() => undefined);
  }
}

/** The slices of a long work, between which the browser paints what there is. */
class Slices {
  private rows = 0;
  private start = performance.now();
  private paint = this.start + FIRST_PAINT_MILLIS;

  constructor(private readonly partial: () => void) {}

  isOver(): boolean {
    // The clock costs more than a row.
    return ++this.rows % ROWS_A_LOOK === 0 && performance.now() - this.start > SLICE_MILLIS;
  }

  async next(): Promise<void> {
    if (performance.now() > this.paint) {
      this.partial();
      this.paint = performance.now() + PAINT_EVERY_MILLIS;
    }
    await nextTask();
    this.start = performance.now();
  }
}

/** Lets the browser paint and hear input before the next slice. */
function nextTask(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
