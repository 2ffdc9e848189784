/** The legend of a chart of layers: each can be hidden. */

import { Swatch } from '../space/Legend';
import { LOOKS } from '../space/listing/categories';
import { visible } from '../ui/text';
import type { Layer } from './stack';

interface Properties {
  readonly layers: readonly Layer[];
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function LayerLegend({ layers, hidden, onChange }: Properties) {
  if (layers.length < 2) {
    return null;
  }
  return (
    <div class="layers" role="group" aria-label="Layers of the chart">
      {layers.toReversed().map(({ name, words, look }) => (
        <button
          key={name}
          type="button"
          aria-pressed={!hidden.includes(name)}
          onClick={() => onChange(hidden.includes(name) ? hidden.filter(each => each !== name) : [...hidden, name])}
        >
          <Swatch category={look} />
          <span class="code-letters" aria-hidden="true">
            {LOOKS[look].code}
          </span>{' '}
          {visible(words)}
        </button>
      ))}
    </div>
  );
}
