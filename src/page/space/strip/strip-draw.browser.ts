/** The drawing of the strip: mappings as runs of pixels, squeezed gaps, addresses and names. */
import { LOOKS } from '../listing/categories';
import { at, firstIndex } from '../listing/numbers';
import { addressOf } from '../listing/page-number';
import { CHARACTER, FONT, shortened } from '../short-text';
import { gapText, labelText } from '../words';
import type { Geometry, View } from './geometry';
import { type Mergeable, merge, type Run } from './merge';
import type { Paint } from './paint.browser';
import { drawRuns } from './strip-runs.browser';

/** All that a strip is drawn from. */
export interface Scene {
  readonly space: Mergeable;
  readonly line: Geometry;
  /** The first page and the end of each gap that is wide enough to be squeezed, in order. */
  readonly gaps: readonly (readonly [number, number])[];
}

/** The parts of a strip from top to bottom, in pixels. */
export const AXIS = 18;
export const BAND = 64;
export const NAMES = 34;
export const STRIP_HEIGHT = AXIS + BAND + NAMES;

const CODE_FROM = 20;
const NAME_FROM = 46;
const MOST_LABELS = 60;
/** Pixels from which on a gap that is not squeezed has its size below it. */
const GAP_LABEL_FROM = 90;

/** Draws the strip in sight: axis, band, names and gaps. */
export function drawStrip(
  pen: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  width: number,
  ratio: number,
  paint: Paint,
): void {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = paint.palette.ground;
  pen.fillRect(0, 0, Math.round(width * ratio), Math.round(STRIP_HEIGHT * ratio));
  const runs = merge(scene.space, scene.line, view, width, ratio);
  drawRuns({ pen, y: Math.round(AXIS * ratio), height: Math.round(BAND * ratio), ratio, paint }, scene.space, runs);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.font = FONT;
  pen.textBaseline = 'middle';
  drawNames(pen, scene, runs, ratio, paint);
  drawAxis(pen, scene, runs, width, ratio, paint);
  drawGaps(pen, scene, view, width, paint);
}

/** Draws the whole in a low band, without words. */
export function drawOverview(
  pen: CanvasRenderingContext2D,
  scene: Scene,
  { width, height }: { readonly width: number; readonly height: number },
  ratio: number,
  paint: Paint,
): void {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = paint.palette.ground;
  pen.fillRect(0, 0, Math.round(width * ratio), Math.round(height * ratio));
  const view = scene.line.fit(width);
  drawRuns(
    { pen, y: Math.round(2 * ratio), height: Math.round((height - 8) * ratio), ratio, paint },
    scene.space,
    merge(scene.space, scene.line, view, width, ratio),
  );
}

function drawNames(
  pen: CanvasRenderingContext2D,
  { space }: Scene,
  runs: readonly Run[],
  ratio: number,
  paint: Paint,
): void {
  const { columns } = space;
  let labels = 0;
  for (const run of runs) {
    const width = (run.to - run.from) / ratio;
    if (run.mapping === undefined || width < CODE_FROM || labels >= MOST_LABELS) {
      continue;
    }
    const x = run.from / ratio;
    pen.globalAlpha = run.dimmed ? 0.6 : 1;
    pen.fillStyle = paint.palette.ground;
    pen.fillRect(x + 2, AXIS + 3, 16, 13);
    pen.fillStyle = paint.palette.text;
    pen.fillText(LOOKS[columns.categoryAt(run.mapping)].code, x + 3.5, AXIS + 10);
    if (width >= NAME_FROM) {
      const name = labelText(columns, run.mapping).replace(/^.*\/(?=.)/, '');
      pen.fillText(shortened(name, width), x, AXIS + BAND + 13);
    }
    labels++;
  }
  pen.globalAlpha = 1;
}

function drawAxis(
  pen: CanvasRenderingContext2D,
  { space }: Scene,
  runs: readonly Run[],
  width: number,
  ratio: number,
  paint: Paint,
): void {
  const { columns } = space;
  let free = 0;
  for (const run of runs) {
    const x = run.from / ratio;
    if (x < free) {
      continue;
    }
    const text = columns.addressed ? addressOf(at(columns.start, run.first)) : `#${run.first}`;
    const length = text.length * CHARACTER;
    if (x + length > width) {
      break;
    }
    pen.fillStyle = paint.palette.faint;
    pen.fillRect(x, AXIS - 6, 1, 6);
    pen.fillText(text, x + 3, AXIS / 2 - 1);
    free = x + length + 24;
  }
}

function drawGaps(pen: CanvasRenderingContext2D, { line, gaps }: Scene, view: View, width: number, paint: Paint): void {
  const first = firstIndex(0, gaps.length, k => line.toX(gaps[k]?.[1] ?? 0, view, width) >= 0);
  pen.strokeStyle = paint.palette.faint;
  pen.fillStyle = paint.palette.faint;
  pen.lineWidth = 1.25;
  let free = 0;
  for (let k = first; k < gaps.length; k++) {
    const [from, to] = gaps[k] ?? [0, 0];
    const left = line.toX(from, view, width);
    const right = line.toX(to, view, width);
    if (left > width) {
      break;
    }
    if (line.mode === 'true') {
      free =
        right - left > GAP_LABEL_FROM
          ? gapLabel(pen, gapText(to - from), (Math.max(left, 0) + Math.min(right, width)) / 2, free, width)
          : free;
    } else if (right - left > 3) {
      zigzag(pen, left, right);
      free = gapLabel(pen, gapText(to - from), (Math.max(left, 0) + Math.min(right, width)) / 2, free, width);
    }
  }
}

function zigzag(pen: CanvasRenderingContext2D, left: number, right: number): void {
  const reach = Math.min(4, (right - left) / 2 - 1);
  for (const x of [(left + right) / 2 - 2, (left + right) / 2 + 2]) {
    pen.beginPath();
    for (let y = AXIS, side = -1; y <= AXIS + BAND; y += 8, side = -side) {
      pen.lineTo(x + (side * reach) / 2, y);
    }
    pen.stroke();
  }
}

/** Prints the size of a gap below it, if there is room; returns where room is left. */
function gapLabel(pen: CanvasRenderingContext2D, text: string, middle: number, free: number, width: number): number {
  const length = text.length * CHARACTER;
  const x = Math.min(Math.max(middle - length / 2, 0), width - length);
  if (x < free) {
    return free;
  }
  pen.fillText(text, x, AXIS + BAND + 27);
  return x + length + 10;
}
