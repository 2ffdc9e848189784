/** The time spans that a growth answer can have. */
import { durationSeconds } from '../ui/moment';
import { duration } from '../ui/quantity';

export interface WindowChoice {
  /** Value of the parameter `window`; empty for the service's own. */
  readonly value: string;
  readonly words: string;
}

/** How many times the service's own window it keeps samples. */
const KEPT = [2, 4];

/**
 * The choices of windows.
 *
 * @param own the service's own window, if an answer has said it
 * @param wanted the window in the address; empty for the service's own
 */
export function windowChoices(own: string | undefined, wanted: string): readonly WindowChoice[] {
  const seconds = durationSeconds(own);
  const choices: WindowChoice[] =
    seconds === undefined
      ? [{ value: '', words: 'the usual window' }]
      : [
          { value: '', words: duration(seconds) },
          ...KEPT.map(times => ({ value: `${Math.round(times * seconds)}s`, words: duration(times * seconds) })),
        ];
  return choices.some(({ value }) => value === wanted)
    ? choices
    : [...choices, { value: wanted, words: wordsOf(wanted) }];
}

/** The seconds in an address in words; whatever else it has as it is. */
function wordsOf(wanted: string): string {
  const [, seconds] = /^(\d{1,9})s$/.exec(wanted) ?? [];
  return seconds === undefined ? wanted : duration(Number(seconds));
}
