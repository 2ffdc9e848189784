/** The frame of a table that may be wider than the page: it scrolls by itself, with keys too. */
import type { ComponentChildren } from 'preact';

interface Properties {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function WideTable({ label, children }: Properties) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls needs the focus
    <section class="wide-table" aria-label={label} tabIndex={0}>
      <table>{children}</table>
    </section>
  );
}
