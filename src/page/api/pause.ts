/** The pause between two requests for the same answer. */
import { type Problem, problemCode } from './problem';

/** Longest pause after failures, in seconds. */
const LONGEST = 60;

/** Pause after the first failure of a request that is made once, in seconds. */
const RETRY = 5;

/** Problems that no repetition ends. */
const FINAL = ['process-replaced', 'process-not-found', 'process-gone', 'snapshot-not-found'];

/**
 * The pause before the next request in seconds; absent if there is none.
 *
 * @param everySeconds the pause without failures; absent for a request that is made once
 * @param failures failures since the last answer
 * @param problem the last failure
 */
export function pauseAfter(
  everySeconds: number | undefined,
  failures: number,
  problem: Problem | undefined,
): number | undefined {
  if (problem === undefined) {
    return everySeconds;
  }
  const passes = problem.status === 503 || problem.status === 0;
  // Without a token, or with a wrong one, the same request is refused again.
  if (problem.status === 401 || FINAL.includes(problemCode(problem)) || (everySeconds === undefined && !passes)) {
    return undefined;
  }
  const pause = (everySeconds ?? RETRY) * 2 ** Math.min(failures - 1, 4);
  return Math.max(Math.min(pause, LONGEST), problem.retryAfterSeconds ?? 0);
}
