/** The card at the pointer: the mapping, the gap, or how many mappings share the pixel. */
import { at, firstIndex } from '../listing/numbers';
import { gapText, mappingLine, sharedText } from '../words';
import type { Scene } from './strip-draw.browser';
import type { StripView } from './strip-view.browser';

/** Pixels that a pointer may miss a mapping by. */
const SLOP = 6;

interface HoverProperties {
  readonly hovered: { readonly value: number | undefined };
  readonly scene: Scene | undefined;
  readonly strip: StripView;
  readonly width: number;
}

export function HoverCard({ hovered, scene, strip, width }: HoverProperties) {
  const x = hovered.value;
  if (x === undefined || scene === undefined || scene.space.mappings === 0) {
    return null;
  }
  const text = textAt(scene, strip, x);
  return (
    <div class="hover-card" role="tooltip" style={x > width / 2 ? { right: `${width - x}px` } : { left: `${x}px` }}>
      <bdi>{text}</bdi>
    </div>
  );
}

function textAt(scene: Scene, strip: StripView, x: number): string {
  const { columns, mappings } = scene.space;
  const pixel = Math.floor(x);
  const first = firstIndex(0, mappings, i => at(columns.end, i) > strip.pageAt(pixel));
  const end = firstIndex(first, mappings, i => at(columns.start, i) >= strip.pageAt(pixel + 1));
  if (end - first > 2) {
    return sharedText(columns, first, end);
  }
  const mapping = mappingNear(scene, strip, x);
  if (mapping !== undefined) {
    return mappingLine(columns, mapping);
  }
  const above = firstIndex(0, mappings, i => at(columns.start, i) > strip.pageAt(x));
  const from = above === 0 ? scene.line.from : at(columns.end, above - 1);
  return gapText((above === mappings ? scene.line.end : at(columns.start, above)) - from);
}

/** The mapping at a pixel, or the nearest one around it. */
export function mappingNear(scene: Scene, strip: StripView, x: number): number | undefined {
  const { columns, mappings } = scene.space;
  const inside = columns.indexAt(strip.pageAt(x));
  if (inside !== undefined) {
    return inside < mappings ? inside : undefined;
  }
  const above = firstIndex(0, mappings, i => at(columns.start, i) > strip.pageAt(x));
  const distance = (i: number) =>
    Math.min(Math.abs(strip.xOf(at(columns.start, i)) - x), Math.abs(strip.xOf(at(columns.end, i)) - x));
  const near = [above - 1, above].filter(i => i >= 0 && i < mappings && distance(i) <= SLOP);
  return near.sort((a, b) => distance(a) - distance(b))[0];
}
