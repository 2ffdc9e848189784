/** The whole address space in a low band, with the part that the strip below shows. */
import { useMemo, useRef } from 'preact/hooks';
import { useCanvas, useWidth } from './canvas.browser';
import type { Paint } from './paint.browser';
import { drawOverview, type Scene } from './strip-draw.browser';
import type { StripView } from './strip-view.browser';

interface Properties {
  readonly scene: Scene | undefined;
  readonly strip: StripView;
}

const HEIGHT = 26;

export function Overview({ scene, strip }: Properties) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const draw = useMemo(
    () =>
      scene === undefined
        ? undefined
        : (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) =>
            drawOverview(pen, scene, { width, height: HEIGHT }, ratio, paint),
    [scene, width],
  );
  const map = useCanvas({ width, height: HEIGHT, draw, measure: 'overview-draw' });
  const frame = useMemo(
    () =>
      scene === undefined
        ? undefined
        : (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) => {
            pen.setTransform(ratio, 0, 0, ratio, 0, 0);
            pen.clearRect(0, 0, width, HEIGHT);
            drawFrame(pen, scene, strip, width, paint);
          },
    [scene, strip, width],
  );
  const overlay = useCanvas({ width, height: HEIGHT, draw: frame, follow: strip.view });
  const dragging = useRef(false);
  const go = (event: PointerEvent) => {
    if (scene !== undefined && strip.isZoomed()) {
      const page = scene.line.toPage(event.offsetX, scene.line.fit(width), width);
      strip.pan(strip.xOf(page) - strip.width / 2);
    }
  };
  return (
    // The strip and its buttons do the same with keys.
    <div
      class="overview"
      ref={box}
      style={{ height: `${HEIGHT}px` }}
      aria-hidden="true"
      onPointerDown={event => {
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={event => (dragging.current ? go(event) : undefined)}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
    >
      <canvas ref={map} />
      <canvas ref={overlay} />
    </div>
  );
}

/** Veils what is not in sight, and frames what is. */
function drawFrame(pen: CanvasRenderingContext2D, scene: Scene, strip: StripView, width: number, paint: Paint): void {
  if (!strip.isZoomed()) {
    return;
  }
  const all = scene.line.fit(width);
  const left = scene.line.toX(strip.pageAt(0), all, width);
  const right = Math.max(left + 3, scene.line.toX(strip.pageAt(strip.width), all, width));
  pen.globalAlpha = 0.6;
  pen.fillStyle = paint.palette.ground;
  pen.fillRect(0, 0, left, HEIGHT);
  pen.fillRect(right, 0, width - right, HEIGHT);
  pen.globalAlpha = 1;
  pen.strokeStyle = paint.palette.selected;
  pen.lineWidth = 2;
  pen.strokeRect(left, 1, right - left, HEIGHT - 2);
}
