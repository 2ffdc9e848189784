/** The line on which pages and pixels correspond. */
import { at, clamp, real } from '../listing/numbers';
import type { PageNumber } from '../listing/page-number';

/** The way in which pages get their places on the strip. */
export type Mode = 'squeezed' | 'true' | 'order';

/** A part of the strip: pixels for each unit, and the pixels that are left of what is seen. */
export interface View {
  readonly scale: number;
  readonly scroll: number;
}

/** The pixels of a squeezed gap, unless there are so many that they would crowd out the mappings. */
const GAP_PIXELS = 14;
const GAPS_AT_MOST = 0.4;
/** How far one can zoom in: pixels for each unit, in widths of the strip. */
const CLOSEST = 0.5;

/** The knots of a line for one view. */
interface Placed {
  readonly scale: number;
  readonly width: number;
  readonly knots: Float64Array;
  readonly xs: Float64Array;
}

/**
 * A line on which pages and pixels correspond, piecewise linear between its knots.
 * Between two knots there are units, which a view scales, or a squeezed gap, which keeps its pixels.
 */
export class Geometry {
  private readonly page: number[] = [];
  private readonly unit: number[] = [];
  private readonly gaps: number[] = [];
  private last: Placed | undefined;
  private guess = 0;

  constructor(readonly mode: Mode) {}

  /** Continues the line to a page, over a number of units or over a squeezed gap. */
  to(page: PageNumber, units: number, gap = false): this {
    const last = this.page.length - 1;
    const to = this.page.length === 0 ? 0 : at(this.unit, last) + units;
    this.page.push(page);
    this.unit.push(to);
    this.gaps.push(last < 0 ? 0 : at(this.gaps, last) + (gap ? 1 : 0));
    return this;
  }

  get from(): PageNumber {
    return at(this.page, 0);
  }

  get end(): PageNumber {
    return at(this.page, this.page.length - 1);
  }

  /** The number of squeezed gaps. */
  get squeezed(): number {
    return at(this.gaps, this.gaps.length - 1);
  }

  private get units(): number {
    return at(this.unit, this.unit.length - 1);
  }

  /** The view of the whole line. */
  fit(width: number): View {
    return { scale: (width - this.squeezed * this.narrowest(width)) / Math.max(this.units, 1), scroll: 0 };
  }

  /** The pixels from the start of the line to a page, less those left of the view. */
  toX(page: PageNumber, view: View, width: number): number {
    const { knots, xs } = this.placed(view, width);
    const k = this.segment(knots, page);
    const low = real(knots, k);
    const span = real(knots, k + 1) - low;
    const share = span > 0 ? clamp((page - low) / span, 0, 1) : 0;
    return real(xs, k) + share * (real(xs, k + 1) - real(xs, k)) - view.scroll;
  }

  /** The page at a pixel, with its fraction. */
  toPage(x: number, view: View, width: number): number {
    const { knots, xs } = this.placed(view, width);
    const sought = x + view.scroll;
    const k = this.segment(xs, sought);
    const low = real(xs, k);
    const pixels = real(xs, k + 1) - low;
    const share = pixels > 0 ? clamp((sought - low) / pixels, 0, 1) : 0;
    return real(knots, k) + share * (real(knots, k + 1) - real(knots, k));
  }

  /** The view after a zoom that leaves the page at a pixel where it is. */
  zoom(view: View, width: number, factor: number, x: number): View {
    const page = this.toPage(x, view, width);
    const least = this.fit(width).scale;
    const scale = clamp(view.scale * factor, least, Math.max(least, width * CLOSEST));
    const scroll = this.toX(page, { scale, scroll: 0 }, width) - x;
    return this.within({ scale, scroll }, width);
  }

  /** The view after a move to the right. */
  pan(view: View, width: number, pixels: number): View {
    return this.within({ scale: view.scale, scroll: view.scroll + pixels }, width);
  }

  /** The view from one page to another, or as near to it as one can zoom. */
  show(from: PageNumber, to: PageNumber, width: number): View {
    const least = this.fit(width).scale;
    const most = Math.max(least, width * CLOSEST);
    let low = Math.log(least);
    let high = Math.log(most);
    // The distance of two pages in pixels never falls as the scale grows; 60 halvings reach a double's precision.
    for (let step = 0; step < 60; step++) {
      const view = { scale: Math.exp((low + high) / 2), scroll: 0 };
      if (this.toX(to, view, width) - this.toX(from, view, width) > width) {
        high = (low + high) / 2;
      } else {
        low = (low + high) / 2;
      }
    }
    const scale = Math.exp(low);
    const left = this.toX(from, { scale, scroll: 0 }, width);
    const right = this.toX(to, { scale, scroll: 0 }, width);
    return this.within({ scale, scroll: (left + right - width) / 2 }, width);
  }

  /** Whether a view shows less than the whole. */
  isZoomed(view: View, width: number): boolean {
    return view.scale > this.fit(width).scale * 1.0001;
  }

  /** The knots and their pixels for a view: computed once for the many places that a drawing asks for. */
  private placed(view: View, width: number): Placed {
    const known = this.last;
    if (known?.scale === view.scale && known.width === width && known.knots.length === this.page.length) {
      return known;
    }
    const gap = this.gapPixels(view, width);
    const xs = new Float64Array(this.page.length);
    for (let k = 0; k < xs.length; k++) {
      xs[k] = this.x(k, view, gap);
    }
    const placed = { scale: view.scale, width, knots: Float64Array.from(this.page), xs };
    this.last = placed;
    return placed;
  }

  /** The last segment that starts at or below a value; drawings ask for neighbours, so the one before comes first. */
  private segment(starts: Float64Array, value: number): number {
    const guess = this.guess;
    if (real(starts, guess) <= value && guess + 1 < starts.length && value < real(starts, guess + 1)) {
      return guess;
    }
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (real(starts, middle) > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    this.guess = clamp(low - 1, 0, starts.length - 2);
    return this.guess;
  }

  private within(view: View, width: number): View {
    const total = this.x(this.page.length - 1, view, this.gapPixels(view, width));
    return { scale: view.scale, scroll: clamp(view.scroll, 0, Math.max(0, total - width)) };
  }

  private x(knot: number, view: View, gap: number): number {
    return at(this.unit, knot) * view.scale + at(this.gaps, knot) * gap;
  }

  private narrowest(width: number): number {
    return this.squeezed === 0 ? 0 : Math.min(GAP_PIXELS, (GAPS_AT_MOST * width) / this.squeezed);
  }

  private gapPixels(view: View, width: number): number {
    const narrowest = this.narrowest(width);
    const whole = (width - this.squeezed * narrowest) / Math.max(this.units, 1);
    return Math.min(GAP_PIXELS, narrowest * Math.max(1, view.scale / whole));
  }
}
