/** The drawing of the treemap. */
import { bytes } from '../../ui/quantity';
import { visible } from '../../ui/text';
import { FONT, shortened } from '../short-text';
import type { Paint } from '../strip/paint.browser';
import { HEADER, type Tile } from './tiles';

const PATTERN_FROM = 6;

/** Draws the tiles, those of a fill together, then the names of the groups. */
export function drawTreemap(
  pen: CanvasRenderingContext2D,
  tiles: readonly Tile[],
  size: Size,
  ratio: number,
  paint: Paint,
): void {
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = paint.palette.ground;
  pen.fillRect(0, 0, size.width, size.height);
  // Patterns have device pixels already.
  pen.setTransform(1, 0, 0, 1, 0, 0);
  for (const [fill, same] of byFill(tiles, paint)) {
    pen.fillStyle = fill;
    for (const tile of same) {
      pen.fillRect(tile.x * ratio, tile.y * ratio, tile.width * ratio, tile.height * ratio);
    }
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.font = FONT;
  pen.textBaseline = 'middle';
  pen.fillStyle = paint.palette.text;
  for (const tile of tiles) {
    if (tile.depth === 1 && tile.height > 2 * HEADER && tile.width > 40) {
      pen.fillText(
        shortened(`${visible(tile.group)} ${bytes(tile.bytes)}`, tile.width),
        tile.x + 2,
        tile.y + HEADER / 2,
      );
    }
  }
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

function byFill(tiles: readonly Tile[], paint: Paint): Map<string | CanvasPattern, Tile[]> {
  const fills = new Map<string | CanvasPattern, Tile[]>();
  for (const tile of tiles) {
    if (tile.depth === 2) {
      const wide = tile.width >= PATTERN_FROM && tile.height >= PATTERN_FROM;
      const fill = wide ? paint.fill(tile.category) : paint.color(tile.category);
      const same = fills.get(fill);
      if (same === undefined) {
        fills.set(fill, [tile]);
      } else {
        same.push(tile);
      }
    }
  }
  return fills;
}

/** Outlines a tile. */
export function outlineTile(pen: CanvasRenderingContext2D, tile: Tile, paint: Paint): void {
  const width = Math.max(3, tile.width);
  const height = Math.max(3, tile.height);
  pen.lineWidth = 4;
  pen.strokeStyle = paint.palette.ground;
  pen.strokeRect(tile.x, tile.y, width, height);
  pen.lineWidth = 2;
  pen.strokeStyle = paint.palette.selected;
  pen.strokeRect(tile.x, tile.y, width, height);
}
