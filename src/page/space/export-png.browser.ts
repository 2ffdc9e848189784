/** The picture of an address space as a file: strip, legend, scale and date. */
import { bytes, count } from '../ui/quantity';
import { categoryCode, LOOKS } from './listing/categories';
import type { CategorySum } from './listing/sums';
import { currentPaint } from './strip/paint.browser';
import { drawStrip, type Scene, STRIP_HEIGHT } from './strip/strip-draw.browser';
import type { StripView } from './strip/strip-view.browser';

/** What the picture says besides what it shows. */
export interface Caption {
  readonly title: string;
  readonly scale: string;
  readonly sum: string;
}

const RATIO = 2;
const KEPT_MILLIS = 10_000;
const MARGIN = 16;
const ROW = 20;
const HEAD = 52;
const SWATCH = 22;
const FONT = '12px system-ui, "DejaVu Sans", sans-serif';

/** Paints the picture of what is in sight. */
export function pictureOf(
  scene: Scene,
  strip: StripView,
  sums: readonly CategorySum[],
  caption: Caption,
): HTMLCanvasElement {
  const paint = currentPaint(RATIO);
  const picture = newCanvas(strip.width + 2 * MARGIN, 1);
  const pen = picture.getContext('2d');
  if (pen === null) {
    return picture;
  }
  pen.font = FONT;
  const labels = placed(pen, sums, strip.width);
  const height = HEAD + STRIP_HEIGHT + ROW * ((labels.at(-1)?.row ?? 0) + 2);
  picture.height = height * RATIO;
  pen.setTransform(RATIO, 0, 0, RATIO, 0, 0);
  pen.fillStyle = paint.palette.ground;
  pen.fillRect(0, 0, picture.width, height);
  pen.fillStyle = paint.palette.text;
  pen.font = `600 15px system-ui, "DejaVu Sans", sans-serif`;
  pen.fillText(caption.title, MARGIN, 22);
  pen.font = FONT;
  pen.fillText(`${caption.sum} · ${caption.scale} · ${new Date().toISOString().replace(/\.\d+/, '')}`, MARGIN, 42);
  const map = newCanvas(strip.width, STRIP_HEIGHT);
  const inner = map.getContext('2d');
  if (inner !== null) {
    drawStrip(inner, scene, strip.view.value, strip.width, RATIO, paint);
  }
  pen.drawImage(map, MARGIN, HEAD, strip.width, STRIP_HEIGHT);
  for (const { x, row, text, category } of labels) {
    const y = HEAD + STRIP_HEIGHT + ROW * (row + 1);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = paint.fill(category);
    pen.fillRect((MARGIN + x) * RATIO, (y - 10) * RATIO, SWATCH * RATIO, 12 * RATIO);
    pen.setTransform(RATIO, 0, 0, RATIO, 0, 0);
    pen.fillStyle = paint.palette.text;
    pen.fillText(text, MARGIN + x + SWATCH + 6, y);
  }
  return picture;
}

function newCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  return canvas;
}

interface Label {
  readonly x: number;
  readonly row: number;
  readonly text: string;
  readonly category: number;
}

/** The words of the legend, in as many rows as they need. */
function placed(pen: CanvasRenderingContext2D, sums: readonly CategorySum[], width: number): Label[] {
  let x = 0;
  let row = 0;
  return sums.map(({ category, mappings, bytes: size }) => {
    const text = `${LOOKS[category].words} ${count(mappings)} · ${bytes(size)}`;
    const needed = SWATCH + 26 + pen.measureText(text).width;
    if (x > 0 && x + needed > width) {
      x = 0;
      row++;
    }
    const label = { x, row, text, category: categoryCode(category) };
    x += needed;
    return label;
  });
}

/** Hands a file to the browser to keep. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Some browsers read the file after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MILLIS);
}
