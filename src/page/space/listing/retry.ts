/** The next step after a listing was not read. */
import { pauseAfter } from '../../api/pause';
import { localProblem, type Problem, problemCode } from '../../api/problem';

/** What of a listing is read: the mappings, or also what of them is in memory. */
export type Detail = 'maps' | 'smaps';

/** The problem of a listing whose stream broke, or ended too early. */
export function cutOff(): Problem {
  return localProblem(
    'cut-off',
    'Listing cut off',
    0,
    'The listing broke off before its end. The page tries again by itself.',
  );
}

/** What is said after an attempt, and the pause before the next one in seconds, if there is one. */
export interface NextStep {
  readonly problem: Problem | undefined;
  readonly pause: number | undefined;
}

/** The next step after an attempt. A read that costs something is repeated by a click alone. */
export function afterFailure(detail: Detail, failures: number, problem: Problem | undefined): NextStep {
  if (detail === 'smaps') {
    return { problem: problem?.status === 0 ? askAgain(problem) : problem, pause: undefined };
  }
  return { problem, pause: pauseAfter(undefined, failures, problem) };
}

/** The same problem, where the page does not try again. */
function askAgain(problem: Problem): Problem {
  return localProblem(problemCode(problem), problem.title, 0, 'What is in memory was not read. Ask for it again.');
}
