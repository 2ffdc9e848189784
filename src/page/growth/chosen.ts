/** The two chosen samples of a growth screen, as its address names them. */
import { epochMillis, momentText } from '../ui/moment';
import { nearest } from './stack';

export interface Chosen {
  readonly from: number;
  readonly to: number;
  /** Whether a moment of the address is not among the samples. */
  readonly outside: boolean;
}

/** The samples at the moments of an address: the first and the last one without. */
export function chosenSamples(times: readonly number[], since: string | undefined, at: string | undefined): Chosen {
  const [earlier, later] = [epochMillis(since), epochMillis(at)];
  const place = (moment: number | undefined, otherwise: number) =>
    moment === undefined ? otherwise : (nearest(times, moment) ?? otherwise);
  const to = place(later, Math.max(0, times.length - 1));
  const from = Math.min(place(earlier, 0), to);
  return { from, to, outside: [earlier, later].some(moment => moment !== undefined && isOutside(times, moment)) };
}

/** A moment may be this far from the samples, in milliseconds: answers are not all of the same instant. */
const NEAR = 60_000;

function isOutside(times: readonly number[], moment: number): boolean {
  return moment < (times[0] ?? moment) - NEAR || moment > (times.at(-1) ?? moment) + NEAR;
}

/** The parameters of an address for two samples; the first and the last one have none, so that they move on. */
export function chosenParameters(times: readonly number[], from: number, to: number): Readonly<Record<string, string>> {
  const text = (at: number) => (times[at] === undefined ? '' : momentText(times[at]));
  return { since: from === 0 ? '' : text(from), at: to >= times.length - 1 ? '' : text(to) };
}

/** The parameters of a comparison of two samples. The last sample is the process as it runs. */
export function momentParameters(times: readonly number[], from: number, to: number): Readonly<Record<string, string>> {
  const first = times[from];
  return { ...chosenParameters(times, from, to), ...(first === undefined ? {} : { since: momentText(first) }) };
}
