/** Canvases that are drawn when something changed, at most once a frame. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { theme } from '../theme.browser';
import { currentPaint, type Paint } from './paint.browser';

const MOST_RATIO = 2;
const MEASURES_KEPT = 2000;

const ratios = signal(ratioNow());

/** Device pixels for each pixel of the style sheet; more than two cannot be told from two. */
export function pixelRatio(): number {
  return ratios.value;
}

function ratioNow(): number {
  return Math.min(MOST_RATIO, devicePixelRatio);
}

/** Follows the ratio, which changes with the zoom of the browser and with the screen. */
function followRatio(): void {
  const changed = () => {
    ratios.value = ratioNow();
    followRatio();
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', changed, { once: true });
}

followRatio();

/** The width of an element, which follows its size without asking for the layout again and again. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) {
      return;
    }
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** Whatever draws on a canvas. */
export type Draw = (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) => void;

/** What is drawn, and when. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Another function draws anew; nothing is drawn while there is none. */
  readonly draw: Draw | undefined;
  /** A signal whose changes draw anew. */
  readonly follow?: ReadonlySignal<unknown>;
  /** The name of the measure of the time that drawing takes. */
  readonly measure?: string;
}

/** A canvas that is drawn in the frame after a change. */
export function useCanvas({ width, height, draw, follow, measure }: Drawing): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = theme.value;
  const ratio = pixelRatio();
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (canvas.current === null || !pen || width === 0 || draw === undefined) {
      return;
    }
    resize(canvas.current, Math.round(width * ratio), Math.round(height * ratio));
    let frame = 0;
    const paint = () => {
      frame = 0;
      measured(measure, () => draw(pen, ratio, currentPaint(ratio)));
    };
    const request = () => {
      frame ||= requestAnimationFrame(paint);
    };
    request();
    const stop = follow?.subscribe(request);
    return () => {
      stop?.();
      cancelAnimationFrame(frame);
    };
    // Another theme has other colours.
  }, [width, height, draw, follow, measure, colors, ratio]);
  return canvas;
}

function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
}

let measures = 0;

/** Works, and leaves the time that it took as a measure of the browser. */
export function measured<T>(name: string | undefined, work: () => T): T {
  if (name === undefined) {
    return work();
  }
  const start = performance.now();
  const result = work();
  if (++measures % MEASURES_KEPT === 0) {
    performance.clearMeasures();
  }
  performance.measure(name, { start });
  return result;
}
