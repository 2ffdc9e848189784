/** The limits that a process grows towards, in words. */
import { epochMillis } from '../ui/moment';
import { count, percent } from '../ui/quantity';
import { type LimitAhead, limitName, reachedWords } from './limit';
import { amount } from './measures';

/** A limit and what is left of it. */
export interface Headroom {
  readonly name: string;
  /** Used share, at most 1 for a bar. */
  readonly share: number;
  readonly used: string;
  /** The time when growth reaches it, or that it does not. */
  readonly ahead: string;
  /** Whether it is used up, or growth uses it up within a day. */
  readonly near: boolean;
}

const DAY = 86_400;

/**
 * The headroom below a limit.
 *
 * @param at the time of the answer
 */
export function headroom(limit: LimitAhead, at: string | undefined): Headroom {
  const { value = 0, limit: most = 0, unit, utilisation = 0, secondsLeft } = limit;
  return {
    name: limitName(limit),
    share: Math.min(1, Math.max(0, utilisation)),
    used: `${unit === 'bytes' ? amount(value, unit) : count(value)} of ${amount(most, unit)} (${percent(utilisation)})`,
    ahead: ahead(utilisation, secondsLeft, epochMillis(at)),
    near: utilisation >= 0.8 || (secondsLeft !== undefined && secondsLeft <= DAY),
  };
}

function ahead(utilisation: number, secondsLeft: number | undefined, now: number | undefined): string {
  if (utilisation >= 1) {
    return 'used up';
  }
  return secondsLeft === undefined ? 'not approached, as far as the growth is known' : reachedWords(secondsLeft, now);
}
