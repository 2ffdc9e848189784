/** The legend of the drawings, which is a filter too. */
import { useMemo } from 'preact/hooks';
import { bytes, count } from '../ui/quantity';
import { type Category, categoryCode, LOOKS } from './listing/categories';
import type { CategorySum } from './listing/sums';
import { useCanvas } from './strip/canvas.browser';
import type { Paint } from './strip/paint.browser';

interface Properties {
  readonly sums: readonly CategorySum[];
  readonly chosen: readonly Category[];
  readonly onChoose: (categories: readonly Category[]) => void;
}

export function Legend({ sums, chosen, onChoose }: Properties) {
  return (
    <ul class="category-legend" aria-label="Categories: a click shows one alone, with Shift it adds one">
      {sums.map(({ category, mappings, bytes: size }) => (
        <li key={category}>
          <button
            type="button"
            aria-pressed={chosen.includes(category)}
            onClick={event => onChoose(choiceAfter(category, chosen, event.shiftKey))}
          >
            <Swatch category={category} />
            {LOOKS[category].words}{' '}
            <span class="amount">
              {count(mappings)} · {bytes(size)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const WIDTH = 22;
const HEIGHT = 14;

export function Swatch({ category }: { readonly category: Category }) {
  const draw = useMemo(
    () => (pen: CanvasRenderingContext2D, ratio: number, paint: Paint) => {
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.fillStyle = paint.fill(categoryCode(category));
      pen.fillRect(0, 0, WIDTH * ratio, HEIGHT * ratio);
    },
    [category],
  );
  const canvas = useCanvas({ width: WIDTH, height: HEIGHT, draw });
  return <canvas class="swatch" ref={canvas} />;
}

function choiceAfter(category: Category, chosen: readonly Category[], add: boolean): readonly Category[] {
  const without = chosen.filter(other => other !== category);
  const alone = chosen.length === 1 && without.length === 0;
  const toggled = without.length < chosen.length ? without : [...chosen, category];
  return add ? toggled : alone ? [] : [category];
}
