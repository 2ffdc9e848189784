/** The texts of drawings, cut to the room that they have. */

/** The font of drawings. */
export const FONT = '11px ui-monospace, "DejaVu Sans Mono", monospace';

/** The width of a character of that font in pixels. */
export const CHARACTER = 6.7;

/** A text that fits into a width in pixels: cut, with a mark of it, if it is longer. */
export function shortened(text: string, width: number): string {
  const most = Math.floor((width - 4) / CHARACTER);
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
