/** A chart of layers over time, drawn by uPlot. */
import UPlot from 'uplot';
import { categoryCode, LOOKS } from '../space/listing/categories';
import type { Palette } from '../space/palette';
import { pixelRatio } from '../space/strip/canvas.browser';
import { currentPaint, type Paint } from '../space/strip/paint.browser';
import { clock } from '../ui/moment';
import { marks, top } from './axis';
import { amount, type Unit } from './measures';
import { type Layer, nearest, stacked, withGaps } from './stack';

export interface PlotData {
  /** Milliseconds of the samples. */
  readonly times: readonly number[];
  readonly layers: readonly Layer[];
  readonly unit: Unit;
  readonly limit: number | undefined;
}

export interface PlotEvents {
  /** A click: a sample is chosen. */
  readonly onChoose: (sample: number) => void;
  /** A drag: the samples between two are chosen. */
  readonly onRange: (from: number, to: number) => void;
}

export interface Plot {
  /** Shows other data. It cannot, and says so, if the layers are other ones. */
  readonly renew: (data: PlotData) => boolean;
  /** Moves the lines that mark the chosen samples. */
  readonly mark: (from: number, to: number) => void;
  readonly end: () => void;
}

const HEIGHT = 320;
const NARROWEST = 240;
const FONT = '12px system-ui, sans-serif';

/** Pixels that a mark on an axis needs. */
const MARK_HEIGHT = 44;
const MARK_WIDTH = 110;

/** The lowest layer that has place for the two letters of its category. */
const CODE_HEIGHT = 16;

/** Draws a chart in the theme of now. */
export function plot(into: HTMLElement, data: PlotData, events: PlotEvents): Plot {
  const paint = currentPaint(pixelRatio());
  const ink = paint.palette;
  const { layers, unit } = data;
  let view = viewOf(data);
  let marked: readonly [number, number] = [0, data.times.length - 1];
  const sampleAt = (self: UPlot, pixel: number) => nearest(view.times, self.posToVal(pixel, 'x') * 1000);
  const chart = new UPlot(
    {
      width: Math.max(NARROWEST, into.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
      scales: { x: { time: true }, y: { range: () => [0, view.scale.top] } },
      axes: [timeAxis(ink), valueAxis(ink, unit)],
      series: [{}, ...layers.map(layer => series(layer, paint))],
      bands: layers.slice(1).map((_, at) => ({ series: [at + 2, at + 1] as [number, number] })),
      hooks: {
        draw: [
          self => drawCodes(self, layers, ink),
          self => drawMarks(self, view.times, marked, ink),
          self => drawLimit(self, view.scale.limit, ink),
        ],
        setSelect: [
          self => {
            const { left, width } = self.select;
            const [from, to] = [sampleAt(self, left), sampleAt(self, left + width)];
            if (width > 2 && from !== undefined && to !== undefined) {
              events.onRange(from, to);
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            }
          },
        ],
      },
    },
    view.columns,
    into,
  );
  chart.over.addEventListener('click', event => {
    const sample = sampleAt(chart, event.offsetX);
    if (sample !== undefined) {
      events.onChoose(sample);
    }
  });
  const resized = new ResizeObserver(() => {
    if (into.clientWidth > 0 && Math.abs(into.clientWidth - chart.width) > 1) {
      chart.setSize({ width: into.clientWidth, height: HEIGHT });
    }
  });
  resized.observe(into);
  return {
    renew: other => {
      const same =
        other.unit === unit && other.layers.map(({ name }) => name).join() === layers.map(({ name }) => name).join();
      if (same) {
        view = viewOf(other);
        chart.setData(view.columns);
      }
      return same;
    },
    mark: (from, to) => {
      marked = [from, to];
      chart.redraw(false);
    },
    end: () => {
      resized.disconnect();
      chart.destroy();
    },
  };
}

/** The columns of uPlot, and the top of the axis of values. */
function viewOf({ times, layers, limit }: PlotData) {
  const made = withGaps(
    times.map(time => time / 1000),
    stacked(layers),
  );
  const highest = (made.rows.at(-1) ?? []).reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const columns: UPlot.AlignedData = [made.times, ...made.rows];
  return { times, columns, scale: top(highest, limit) };
}

function series({ look }: Layer, { color, fill }: Paint): UPlot.Series {
  return {
    stroke: color(categoryCode(look)),
    width: 1.5,
    points: { show: false },
    fill: () => fill(categoryCode(look)),
  };
}

function timeAxis(ink: Palette): UPlot.Axis {
  return axis(ink, { values: (_, each) => each.map(at => clock(new Date(at * 1000))), space: MARK_WIDTH });
}

function axis({ text, faint }: Palette, more: UPlot.Axis): UPlot.Axis {
  const line = { stroke: faint, width: 0.5 };
  return { stroke: text, font: FONT, grid: { ...line, dash: [2, 4] }, ticks: line, ...more };
}

function valueAxis(ink: Palette, unit: Unit): UPlot.Axis {
  return axis(ink, {
    size: 76,
    splits: (self, _, low, high) => [...marks(low, high, self.height / MARK_HEIGHT, unit === 'bytes')],
    values: (_, each) => each.map(value => (unit === 'bytes' ? amount(value, unit) : String(value))),
  });
}

/** Writes the letters of the categories at the right end of their layers, so that colours are not needed. */
function drawCodes({ ctx, data, bbox, valToPos }: UPlot, layers: readonly Layer[], { ground, text }: Palette) {
  if (layers.length < 2) {
    return;
  }
  ctx.save();
  ctx.font = `bold ${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const width = 24 * devicePixelRatio;
  for (const [at, { look }] of layers.entries()) {
    const high = valToPos(data[at + 1]?.at(-1) ?? 0, 'y', true);
    const low = valToPos(at === 0 ? 0 : (data[at]?.at(-1) ?? 0), 'y', true);
    if (low - high >= CODE_HEIGHT * devicePixelRatio) {
      const [x, y] = [bbox.left + bbox.width - width, (low + high) / 2];
      ctx.fillStyle = ground;
      ctx.fillRect(x - width / 2, y - width / 3, width, (width * 2) / 3);
      ctx.fillStyle = text;
      ctx.fillText(LOOKS[look].code, x, y);
    }
  }
  ctx.restore();
}

function drawMarks(
  { ctx, bbox, valToPos }: UPlot,
  times: readonly number[],
  marked: readonly number[],
  { text }: Palette,
) {
  ctx.save();
  ctx.strokeStyle = text;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  for (const at of marked) {
    const x = valToPos((times[at] ?? 0) / 1000, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

function drawLimit({ ctx, bbox, valToPos }: UPlot, limit: number | undefined, { text, ground }: Palette) {
  if (limit === undefined) {
    return;
  }
  const y = valToPos(limit, 'y', true);
  ctx.save();
  ctx.setLineDash([8, 4]);
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.strokeStyle = text;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  const words = 'limit';
  const width = ctx.measureText(words).width;
  ctx.fillStyle = ground;
  ctx.fillRect(bbox.left + 8, y + 2, width + 8, 16 * devicePixelRatio);
  ctx.fillStyle = text;
  ctx.textBaseline = 'top';
  ctx.fillText(words, bbox.left + 12, y + 4);
  ctx.restore();
}
