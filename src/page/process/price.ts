/** The price of a read, in words. */
import type { components } from '../api/generated';
import { pauseAfter } from '../api/pause';
import type { Problem } from '../api/problem';
import { clock } from '../ui/moment';
import { milliseconds } from '../ui/quantity';

type Estimate = components['schemas']['ScanEstimate'];

/** Whether the service would read, or has read already. */
export function mayRead({ decision }: Estimate): boolean {
  return decision === 'read' || decision === 'cached';
}

/** The pause before the price is asked again in seconds: a read that has to wait is offered when its time has come. */
export function pauseAfterPrice(
  estimate: Pick<Estimate, 'retryAfterSeconds'> | undefined,
  failures: number,
  problem: Problem | undefined,
): number | undefined {
  const wait = estimate?.retryAfterSeconds;
  return wait === undefined ? pauseAfter(undefined, failures, problem) : Math.max(1, wait);
}

/** The price as it stands on the button. @param times the number of reads at that price */
export function priceWords(
  { decision, estimateMillis, availableMillis, cachedAt, retryAfterSeconds }: Estimate,
  times = 1,
): string {
  switch (decision) {
    case 'cached':
      return cachedAt === undefined ? 'free, it was just read' : `free, read at ${clock(new Date(cachedAt))}`;
    case 'deferred':
      return retryAfterSeconds === undefined
        ? 'the budget is spent'
        : `the budget is spent, again in ${retryAfterSeconds} s`;
    case 'refused':
      return `too expensive, about ${milliseconds(estimateMillis ?? 0)}`;
    case 'not-applicable':
      return 'there is nothing to read';
    default: {
      const left = availableMillis === undefined ? '' : ` of ${milliseconds(Math.max(0, availableMillis))} left`;
      return `about ${times === 1 ? '' : `${times} times `}${milliseconds(estimateMillis ?? 0)}${left}`;
    }
  }
}
