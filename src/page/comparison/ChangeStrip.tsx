/** The changes of an address space on its strip. The list beside it has all that it shows. */
import { useMemo, useRef } from 'preact/hooks';
import { categoryCode, isCategory } from '../space/listing/categories';
import { useCanvas, useWidth } from '../space/strip/canvas.browser';
import type { Paint } from '../space/strip/paint.browser';
import { AXIS, BAND, drawStrip, type Scene, STRIP_HEIGHT } from '../space/strip/strip-draw.browser';
import { changeScene } from './change-scene';
import type { ListedMapping } from './listed-place';
import type { ChangeMark } from './strip-changes';

interface Properties {
  readonly after: readonly ListedMapping[];
  readonly marks: readonly ChangeMark[];
  /** The place of the selected change in its list. */
  readonly selected: number | undefined;
}

export function ChangeStrip({ after, marks, selected }: Properties) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const scene = useMemo(() => changeScene(after, marks), [after, marks]);
  const draw = useMemo(
    () =>
      scene === undefined || width === 0
        ? undefined
        : (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) => {
            drawStrip(pen, scene, scene.line.fit(width), width, ratio, paint);
            for (const mark of marks) {
              drawMark(pen, scene, mark, width, paint);
            }
            for (const mark of marks.filter(({ change }) => change === selected)) {
              outline(pen, placeOf(scene, mark, width), paint);
            }
          },
    [scene, marks, selected, width],
  );
  const canvas = useCanvas({ width, height: STRIP_HEIGHT, draw, measure: 'change-strip-draw' });
  if (scene === undefined) {
    return null;
  }
  return (
    <figure class="change-strip">
      <div ref={box} aria-hidden="true" style={{ height: `${STRIP_HEIGHT}px` }}>
        <canvas ref={canvas} />
      </div>
      <figcaption class="hint">
        Unchanged mappings are faded. ╱ added or grown, ╲ removed or shrunk, crosses: changed in place (permissions,
        name, split, merged, moved).
      </figcaption>
    </figure>
  );
}

/** Narrower marks would not be seen. */
const NARROWEST = 3;

function placeOf({ line }: Scene, { start, end }: ChangeMark, width: number): readonly [left: number, width: number] {
  const view = line.fit(width);
  const [left, right] = [line.toX(start, view, width), line.toX(end, view, width)];
  return [left, Math.max(NARROWEST, right - left)];
}

function drawMark(pen: CanvasRenderingContext2D, scene: Scene, mark: ChangeMark, width: number, paint: Paint): void {
  const [left, wide] = placeOf(scene, mark, width);
  pen.save();
  pen.beginPath();
  pen.rect(left, AXIS, wide, BAND);
  pen.clip();
  pen.fillStyle = paint.palette.ground;
  pen.fillRect(left, AXIS, wide, BAND);
  pen.filter = `saturate(${mark.saturation})`;
  pen.globalAlpha = mark.hatch === 'down' ? 0.35 : 1;
  pen.fillStyle = paint.color(categoryCode(isCategory(mark.category) ? mark.category : 'other'));
  pen.fillRect(left, AXIS, wide, BAND);
  pen.filter = 'none';
  pen.globalAlpha = 1;
  pen.strokeStyle = paint.palette.text;
  pen.lineWidth = 1;
  for (const slope of SLOPES[mark.hatch]) {
    hatch(pen, left, wide, slope);
  }
  pen.restore();
}

const SLOPES: Readonly<Record<ChangeMark['hatch'], readonly (1 | -1)[]>> = { up: [1], down: [-1], same: [1, -1] };

/** Pixels between two lines of a hatching. */
const BETWEEN = 8;

function hatch(pen: CanvasRenderingContext2D, left: number, wide: number, slope: 1 | -1): void {
  pen.beginPath();
  for (let x = left - BAND; x < left + wide + BAND; x += BETWEEN) {
    pen.moveTo(x, slope > 0 ? AXIS + BAND : AXIS);
    pen.lineTo(x + BAND, slope > 0 ? AXIS : AXIS + BAND);
  }
  pen.stroke();
}

function outline(pen: CanvasRenderingContext2D, [left, wide]: readonly [number, number], paint: Paint): void {
  pen.strokeStyle = paint.palette.selected;
  pen.lineWidth = 3;
  pen.strokeRect(left - 1.5, AXIS - 1.5, wide + 3, BAND + 3);
}
