/** The part of the strip that is in sight. */
import { signal } from '@preact/signals';
import type { Geometry, View } from './geometry';

/** The part of the strip that is in sight, and the ways to move it. */
export class StripView {
  readonly view = signal<View>({ scale: 1, scroll: 0 });
  width = 0;
  private line: Geometry | undefined;
  /** The pages in sight, kept when the line or the width changes; absent for all. */
  private pages: readonly [number, number] | undefined;

  /** @param moved hears of moves that somebody made, not of those that follow from a new line or width */
  constructor(private readonly moved: (pages: readonly [number, number] | undefined) => void) {}

  setLine(line: Geometry): void {
    this.line = line;
    this.place();
  }

  setWidth(width: number): void {
    this.width = width;
    this.place();
  }

  /** Shows pages without telling that somebody moved; all if there are none. */
  setPages(pages: readonly [number, number] | undefined): void {
    this.pages = pages;
    this.place();
  }

  zoom(factor: number, x = this.width / 2): void {
    this.move(line => line.zoom(this.view.value, this.width, factor, x));
  }

  pan(pixels: number): void {
    this.move(line => line.pan(this.view.value, this.width, pixels));
  }

  /** Shows pages with some of what is around them. */
  show(from: number, to: number): void {
    const around = (to - from) * 0.15;
    this.move(line => line.show(from - around, to + around, this.width));
  }

  showAll(): void {
    this.move(line => line.fit(this.width));
  }

  /** Moves as little as brings pages into sight. */
  reveal(from: number, to: number): void {
    const line = this.line;
    if (line !== undefined && this.isZoomed()) {
      const left = line.toX(from, this.view.value, this.width);
      const right = line.toX(to, this.view.value, this.width);
      if (right < 0 || left > this.width) {
        this.pan((left + right - this.width) / 2);
      }
    }
  }

  isZoomed(): boolean {
    return this.line?.isZoomed(this.view.value, this.width) === true;
  }

  pageAt(x: number): number {
    return this.line?.toPage(x, this.view.value, this.width) ?? 0;
  }

  xOf(page: number): number {
    return this.line?.toX(page, this.view.value, this.width) ?? 0;
  }

  private move(to: (line: Geometry) => View): void {
    if (this.line !== undefined && this.width > 0) {
      this.view.value = to(this.line);
      this.pages = this.isZoomed() ? [this.pageAt(0), this.pageAt(this.width)] : undefined;
      this.moved(this.pages);
    }
  }

  private place(): void {
    if (this.line !== undefined && this.width > 0) {
      const pages = this.pages;
      this.view.value =
        pages === undefined ? this.line.fit(this.width) : this.line.show(pages[0], pages[1], this.width);
    }
  }
}
