/** The sums over ranges of mappings, prepared. */
import { CATEGORIES } from '../listing/categories';
import type { Columns } from '../listing/columns';
import { byte, real } from '../listing/numbers';

const BLOCK = 64;

/**
 * The pages of each category before every 64th mapping, so that the sum over any range of mappings
 * costs two blocks at most, however long the range is.
 */
export class Pyramid {
  private readonly sums: Float64Array;

  constructor(
    private readonly columns: Columns,
    private readonly mask?: Uint8Array,
  ) {
    const blocks = Math.floor(columns.length / BLOCK) + 1;
    this.sums = new Float64Array(blocks * CATEGORIES.length);
    const running = new Float64Array(CATEGORIES.length);
    for (let block = 1; block < blocks; block++) {
      this.scan(running, (block - 1) * BLOCK, block * BLOCK);
      this.sums.set(running, block * CATEGORIES.length);
    }
  }

  /** Adds the pages of each category in the mappings [from, to). */
  addTo(pages: Float64Array, from: number, to: number): void {
    const first = Math.ceil(from / BLOCK);
    const last = Math.floor(to / BLOCK);
    if (first >= last) {
      this.scan(pages, from, to);
      return;
    }
    this.scan(pages, from, first * BLOCK);
    for (let code = 0; code < CATEGORIES.length; code++) {
      const sum = real(this.sums, last * CATEGORIES.length + code) - real(this.sums, first * CATEGORIES.length + code);
      pages[code] = real(pages, code) + sum;
    }
    this.scan(pages, last * BLOCK, to);
  }

  private scan(pages: Float64Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      if (this.mask === undefined || byte(this.mask, i) === 1) {
        const code = byte(this.columns.category, i);
        pages[code] = real(pages, code) + this.columns.pages(i);
      }
    }
  }
}
