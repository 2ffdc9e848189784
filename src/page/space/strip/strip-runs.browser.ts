/** The drawing of runs of pixels. */

import { at } from '../listing/numbers';
import type { Mergeable, Run } from './merge';
import type { Paint } from './paint.browser';

/** A band that runs are drawn into, in device pixels. */
export interface Band {
  readonly pen: CanvasRenderingContext2D;
  readonly y: number;
  readonly height: number;
  readonly ratio: number;
  readonly paint: Paint;
}

const SEPARATED_FROM = 3;
const PATTERN_FROM = 6;
const DIMMED = 0.22;

/** What runs that are drawn together have in common. */
interface Look {
  readonly fill: string | CanvasPattern;
  readonly dimmed: boolean;
  readonly hollow: boolean;
  readonly runs: Run[];
}

/** Draws runs, those of a look together: a change of the fill costs more than a rectangle. */
export function drawRuns(band: Band, space: Mergeable, runs: readonly Run[]): void {
  for (const look of looksOf(band, space, runs)) {
    band.pen.globalAlpha = look.dimmed ? DIMMED : 1;
    band.pen.fillStyle = look.fill;
    for (const run of look.runs) {
      drawRun(band, run, look.hollow);
    }
  }
  band.pen.globalAlpha = 1;
}

function looksOf({ ratio, paint }: Band, space: Mergeable, runs: readonly Run[]): Iterable<Look> {
  const looks = new Map<number, Look>();
  for (const run of runs) {
    const wide = run.to - run.from >= PATTERN_FROM * ratio;
    const hollow = wide && isForbidden(space, run);
    const key = run.category * 8 + (run.dimmed ? 4 : 0) + (wide ? 2 : 0) + (hollow ? 1 : 0);
    const look = looks.get(key);
    if (look === undefined) {
      const fill = wide && !hollow ? paint.fill(run.category) : paint.color(run.category);
      looks.set(key, { fill, dimmed: run.dimmed, hollow, runs: [run] });
    } else {
      look.runs.push(run);
    }
  }
  return looks.values();
}

/** Whether a run is memory that the program may not touch: it is drawn hollow. */
function isForbidden(space: Mergeable, run: Run): boolean {
  return run.mapping !== undefined && (at(space.columns.permissions, run.mapping) & 7) === 0;
}

function drawRun({ pen, y, height, ratio }: Band, run: Run, hollow: boolean): void {
  const pixels = run.to - run.from;
  const line = Math.max(1, Math.round(ratio));
  if (run.mapping === undefined) {
    pen.fillRect(run.from, y, pixels, height);
    // The mark below pixels that several mappings share.
    pen.fillRect(run.from, y + height + line, pixels, 2 * line);
    return;
  }
  const width = pixels >= SEPARATED_FROM * ratio ? pixels - line : pixels;
  if (hollow) {
    outline(pen, run.from, y, width, height, 2 * line);
  } else {
    pen.fillRect(run.from, y, width, height);
  }
}

function outline(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  line: number,
): void {
  pen.fillRect(x, y, width, line);
  pen.fillRect(x, y + height - line, width, line);
  pen.fillRect(x, y, line, height);
  pen.fillRect(x + width - line, y, line, height);
}
