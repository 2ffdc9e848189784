/** The explanation of the strip, for those who see it for the first time. */
export function HowToRead() {
  return (
    <details class="hint">
      <summary>How to read the strip</summary>
      <p>
        Low addresses are on the left. Each box is a mapping; its colour and pattern are those of its category. A hollow
        box is memory that the program may not touch. A zigzag is a gap that is drawn narrower than it is; its size is
        below it where there is room, and under the pointer. Where several mappings share a pixel, it has the colour of
        the one with most bytes in it, and a mark below it. What the filter leaves out is faint.
      </p>
    </details>
  );
}
