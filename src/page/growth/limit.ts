/** The limits that growth leads to, in words. */
import type { components } from '../api/generated';
import { dayAndClock } from '../ui/moment';
import { duration } from '../ui/quantity';

export type LimitAhead = components['schemas']['LimitAhead'];

const NAMES: Readonly<Record<NonNullable<LimitAhead['of']>, string>> = {
  'vm.max_map_count': 'Mappings, up to vm.max_map_count',
  'control group': 'Private memory, up to the limit of its control group',
  machine: 'Private memory, up to the memory of the machine',
  'java-heap': 'Java heap, up to its maximum (-Xmx)',
};

/** What is limited, and by what. */
export function limitName({ of }: LimitAhead): string {
  return of === undefined ? 'Limit' : NAMES[of];
}

/** Seconds after which a date would say more than is known. */
const TOO_FAR = 3650 * 86_400;

/**
 * When growth reaches a limit.
 *
 * @param now the time of the answer in milliseconds; without it there is no date
 */
export function reachedWords(secondsLeft: number, now: number | undefined): string {
  if (secondsLeft > TOO_FAR) {
    return 'not reached within ten years at this growth';
  }
  const when = now === undefined ? '' : `, on ${dayAndClock(new Date(now + secondsLeft * 1000))}`;
  return `reached in ${duration(secondsLeft)}${when}, at this growth`;
}
