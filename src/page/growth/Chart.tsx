/** A chart over the samples, which keys move over as a slider. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { theme } from '../space/theme.browser';
import { sampleAfterKey, sampleWords } from './cursor';
import type { Plot, PlotData } from './plot.browser';

interface Properties {
  readonly label: string;
  readonly data: PlotData;
  /** The chosen samples: the earlier one, and the one under the cursor. */
  readonly from: number;
  readonly to: number;
  readonly onChange: (from: number, to: number) => void;
}

type PlotModule = typeof import('./plot.browser');

export function Chart({ label, data, from, to, onChange }: Properties) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Plot | undefined>(undefined);
  const chosen = useRef({ from, onChange });
  chosen.current = { from, onChange };
  const [module, setModule] = useState<PlotModule | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const inks = theme.value;
  useEffect(() => {
    import('./plot.browser').then(setModule, () => setFailed(true));
  }, []);
  const drawnInks = useRef(inks);
  useEffect(() => {
    if (module === undefined || box.current === null) {
      return;
    }
    if (drawnInks.current === inks && drawn.current?.renew(data)) {
      return;
    }
    drawn.current?.end();
    drawnInks.current = inks;
    drawn.current = module.plot(box.current, data, {
      onChoose: at => chosen.current.onChange(Math.min(chosen.current.from, at), at),
      onRange: (first, last) => chosen.current.onChange(first, last),
    });
  }, [module, data, inks]);
  useEffect(
    () => () => {
      drawn.current?.end();
      drawn.current = undefined;
    },
    [],
  );
  useEffect(() => drawn.current?.mark(from, to), [module, from, to, data, inks]);
  const words = sampleWords(data.times[to] ?? 0, data.layers, to, data.unit);
  const pressed = (event: KeyboardEvent) => {
    const moved = event.shiftKey ? from : to;
    const next =
      event.ctrlKey || event.altKey || event.metaKey ? undefined : sampleAfterKey(event.key, moved, data.times.length);
    if (next !== undefined) {
      event.preventDefault();
      onChange(event.shiftKey ? Math.min(next, to) : Math.min(from, next), event.shiftKey ? to : next);
    }
  };
  return (
    <>
      <div
        class="chart"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={data.times.length - 1}
        aria-valuenow={to}
        aria-valuetext={words}
        onKeyDown={pressed}
      >
        <div ref={box} />
        {module === undefined ? (
          <p class="waiting">{failed ? 'The chart cannot be loaded.' : 'Loading the chart …'}</p>
        ) : null}
      </div>
      <p class="chart-words">{words}</p>
    </>
  );
}
