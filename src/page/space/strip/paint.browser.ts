/** The fills of mappings on canvases: a colour for each family, a pattern for each category. */

import { categoryOf, LOOKS } from '../listing/categories';
import { PALETTES, type Palette } from '../palette';
import { theme } from '../theme.browser';

/** The colours and patterns of the theme that the page has now. */
export interface Paint {
  readonly palette: Palette;
  /** The plain colour of a category. */
  readonly color: (category: number) => string;
  /** Its colour with its pattern, where there is room for one. */
  readonly fill: (category: number) => string | CanvasPattern;
}

const paints = new Map<string, Paint>();

/** The paint of the theme of now, for as many device pixels a pixel. */
export function currentPaint(ratio: number): Paint {
  const key = `${theme.value} ${ratio}`;
  const palette = paletteOf(theme.value);
  const paint = paints.get(key) ?? newPaint(palette, ratio);
  paints.set(key, paint);
  return paint;
}

/** The colours of a theme. Under colours that somebody forces upon all pages, patterns and letters tell categories apart. */
function paletteOf(name: typeof theme.value): Palette {
  if (name === 'dark' || name === 'light') {
    return PALETTES[name];
  }
  const { families } = PALETTES[name === 'forced dark' ? 'dark' : 'light'];
  return { families, ground: 'Canvas', text: 'CanvasText', faint: 'CanvasText', selected: 'Highlight' };
}

function newPaint(palette: Palette, ratio: number): Paint {
  const fills = new Map<number, string | CanvasPattern>();
  const color = (category: number) => palette.families[LOOKS[categoryOf(category)].family];
  return {
    palette,
    color,
    fill: category => {
      const known = fills.get(category);
      const fill = known ?? patterned(category, color(category), palette.ground, ratio);
      fills.set(category, fill);
      return fill;
    },
  };
}

function patterned(category: number, color: string, ink: string, ratio: number): string | CanvasPattern {
  const { pattern } = LOOKS[categoryOf(category)];
  const size = Math.round(8 * ratio);
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (pattern === 'plain' || pen === null) {
    return color;
  }
  pen.fillStyle = color;
  pen.fillRect(0, 0, size, size);
  pen.fillStyle = ink;
  pen.strokeStyle = ink;
  pen.lineWidth = 1.2 * ratio;
  if (pattern === 'dots') {
    const dot = 2 * ratio;
    pen.fillRect(size / 4 - dot / 2, size / 4 - dot / 2, dot, dot);
    pen.fillRect((size * 3) / 4 - dot / 2, (size * 3) / 4 - dot / 2, dot, dot);
  } else {
    for (const shift of [-size, 0, size]) {
      pen.beginPath();
      pen.moveTo(shift - 1, size + 1);
      pen.lineTo(shift + size + 1, -1);
      pen.stroke();
    }
  }
  return pen.createPattern(canvas, 'repeat') ?? color;
}
