/** The pause before a stream is opened again. */
import { type Problem, problemCode } from '../api/problem';

/** Pause where the stream names none, and the longest, in milliseconds. */
const USUAL = 2000;
const LONGEST = 60_000;

/** Problems that another attempt may not have. */
const PASSING = ['busy', 'unreachable', 'not-ready', 'read-stuck', 'partial-read'];

/**
 * The pause in milliseconds; absent if another attempt would meet the same problem.
 *
 * @param failures attempts since the last event
 * @param retryMillis the pause that the stream asks for
 * @param problem what came in place of a stream; absent if it only ended
 */
export function pauseBefore(
  failures: number,
  retryMillis: number | undefined,
  problem: Problem | undefined,
): number | undefined {
  if (problem !== undefined && !PASSING.includes(problemCode(problem)) && problem.status < 500) {
    return undefined;
  }
  const pause = Math.max(retryMillis ?? USUAL, 250) * 2 ** Math.min(failures, 5);
  return Math.min(LONGEST, Math.max(pause, (problem?.retryAfterSeconds ?? 0) * 1000));
}
