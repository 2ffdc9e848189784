/** The cursor over the samples of a chart. */
import { clock } from '../ui/moment';
import { placeAfterKey } from '../ui/window';
import { amount, type Unit } from './measures';
import type { Layer } from './stack';

const BIG_STEP = 10;

/** The sample that a key leads to; absent if the key moves nothing. */
export function sampleAfterKey(key: string, at: number, samples: number): number | undefined {
  const moves = {
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    PageUp: at + BIG_STEP,
    PageDown: at - BIG_STEP,
  };
  return placeAfterKey(key, moves, samples);
}

/** Layers that are spoken of at most. */
const SPOKEN = 4;

/** A sample in words: the time, and its largest layers. */
export function sampleWords(time: number, shown: readonly Layer[], at: number, unit: Unit): string {
  const sizes = shown
    .flatMap(({ words, values }) =>
      values[at] === null || values[at] === undefined ? [] : [{ words, value: values[at] }],
    )
    .sort((one, other) => other.value - one.value);
  if (sizes.length === 0) {
    return `${clock(new Date(time))}: not read`;
  }
  const said = sizes
    .slice(0, SPOKEN)
    .map(({ words, value }) => (unit === 'bytes' ? `${words} ${amount(value, unit)}` : amount(value, unit)));
  const sum = sizes.reduce((all, { value }) => all + value, 0);
  const whole = sizes.length > 1 ? `${amount(sum, unit)} in all: ` : '';
  const rest = sizes.length > SPOKEN ? `, and ${sizes.length - SPOKEN} more` : '';
  return `${clock(new Date(time))}: ${whole}${said.join(', ')}${rest}`;
}
