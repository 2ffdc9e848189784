/** The strip: all mappings of an address space on one line, which can be zoomed and moved. */
import { signal } from '@preact/signals';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { at } from '../listing/numbers';
import { mappingLine } from '../words';
import { useCanvas, useWidth } from './canvas.browser';
import { HoverCard, mappingNear } from './HoverCard';
import type { Paint } from './paint.browser';
import { AXIS, BAND, drawStrip, type Scene, STRIP_HEIGHT } from './strip-draw.browser';
import { useGestures } from './strip-gestures.browser';
import type { StripView } from './strip-view.browser';

interface Properties {
  readonly scene: Scene | undefined;
  readonly strip: StripView;
  readonly selected: number | undefined;
  /** The page that an address in the location lies in, where no mapping has it. */
  readonly marked: number | undefined;
  readonly onSelect: (mapping: number) => void;
  readonly onOpen: (mapping: number) => void;
  readonly onStep: (step: 1 | -1) => void;
}

export function Strip({ scene, strip, selected, marked, onSelect, onOpen, onStep }: Properties) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  useLayoutEffect(() => strip.setWidth(width), [strip, width]);
  const hovered = useMemo(() => signal<number | undefined>(undefined), []);
  const follow = strip.view;
  const draw = useMemo(
    () =>
      scene === undefined
        ? undefined
        : (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) =>
            drawStrip(pen, scene, strip.view.value, width, ratio, paint),
    [scene, strip, width],
  );
  const map = useCanvas({ width, height: STRIP_HEIGHT, draw, follow, measure: 'strip-draw' });
  const outline = useMemo(
    () =>
      scene === undefined
        ? undefined
        : (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) => {
            pen.setTransform(ratio, 0, 0, ratio, 0, 0);
            pen.clearRect(0, 0, width, STRIP_HEIGHT);
            outlineMapping(pen, scene, strip, selected, paint);
            markPage(pen, strip, marked, paint);
          },
    [scene, strip, width, selected, marked],
  );
  const overlay = useCanvas({ width, height: STRIP_HEIGHT, draw: outline, follow });
  const nearest = useCallback(
    (x: number) => (scene === undefined ? undefined : mappingNear(scene, strip, x)),
    [scene, strip],
  );
  const gestures = useMemo(
    () => ({
      hover: (x: number | undefined) => {
        hovered.value = x;
      },
      click: (x: number) => act(nearest(x), onSelect),
      doubleClick: (x: number) => act(nearest(x), onOpen),
    }),
    [hovered, nearest, onSelect, onOpen],
  );
  useGestures(box, strip, gestures);
  const current =
    scene === undefined || selected === undefined
      ? 'no mapping is selected'
      : mappingLine(scene.space.columns, selected);
  return (
    <div
      class="strip"
      ref={box}
      role="group"
      aria-roledescription="address strip"
      aria-label="Address strip. Arrows move to the next mapping, Enter zooms to it; the table below has the same mappings."
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the selection
      tabIndex={0}
      style={{ height: `${STRIP_HEIGHT}px` }}
      onKeyDown={event => {
        const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
        if (step !== undefined) {
          event.preventDefault();
          onStep(step);
        } else if (event.key === 'Enter' && selected !== undefined) {
          onOpen(selected);
        }
      }}
    >
      <canvas ref={map} />
      <canvas ref={overlay} />
      <p class="unseen" aria-live="polite">
        {current}
      </p>
      <HoverCard hovered={hovered} scene={scene} strip={strip} width={width} />
    </div>
  );
}

function act(mapping: number | undefined, action: (mapping: number) => void): void {
  if (mapping !== undefined) {
    action(mapping);
  }
}

function outlineMapping(
  pen: CanvasRenderingContext2D,
  scene: Scene,
  strip: StripView,
  mapping: number | undefined,
  paint: Paint,
): void {
  if (mapping === undefined) {
    return;
  }
  const left = strip.xOf(at(scene.space.columns.start, mapping));
  const width = Math.max(4, strip.xOf(at(scene.space.columns.end, mapping)) - left);
  pen.lineWidth = 4;
  pen.strokeStyle = paint.palette.ground;
  pen.strokeRect(left - 1, AXIS - 1, width + 2, BAND + 2);
  pen.lineWidth = 2;
  pen.strokeStyle = paint.palette.selected;
  pen.strokeRect(left - 1, AXIS - 1, width + 2, BAND + 2);
  arrow(pen, left + width / 2, paint);
}

function markPage(pen: CanvasRenderingContext2D, strip: StripView, page: number | undefined, paint: Paint): void {
  if (page !== undefined) {
    const x = strip.xOf(page);
    arrow(pen, x, paint);
    pen.fillRect(x - 1, AXIS, 2, BAND);
  }
}

function arrow(pen: CanvasRenderingContext2D, x: number, paint: Paint): void {
  pen.fillStyle = paint.palette.selected;
  pen.beginPath();
  pen.moveTo(x - 6, AXIS - 10);
  pen.lineTo(x + 6, AXIS - 10);
  pen.lineTo(x, AXIS - 2);
  pen.fill();
}
