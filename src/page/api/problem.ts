/** Problems: why an answer did not come (RFC 9457). */
import type { components } from './generated';

export type Problem = components['schemas']['Problem'];
export type UnavailableField = components['schemas']['UnavailableView'];

/** The code of a problem, such as `process-replaced`. */
export function problemCode(problem: Problem): string {
  return problem.type.replace('urn:vmascope:problem:', '');
}

/** The problem in a body that came with an error; one of our own if the body has none. */
export function problemOf(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'type' in body && 'detail' in body) {
    return body as Problem;
  }
  return localProblem(
    'unreadable',
    'Unreadable answer',
    status,
    `The answer with status ${status} is no problem document.`,
  );
}

/** A problem that the page itself found. */
export function localProblem(code: string, title: string, status: number, detail: string): Problem {
  return { type: `urn:vmascope:problem:${code}`, title, status, detail, instance: '', help: '' };
}

/** The problem behind a failed request: the service cannot be reached. */
export function unreachable(): Problem {
  return localProblem(
    'unreachable',
    'No answer',
    0,
    'The service does not answer: it has been stopped, or the network between is down.',
  );
}

/** The reason why a field is absent, if the answer says it. */
export function reasonFor(
  unavailable: readonly UnavailableField[] | undefined,
  field: string,
): UnavailableField | undefined {
  return unavailable?.find(
    each => each.field === field || each.field === `[].${field}` || each.field?.endsWith(`.${field}`),
  );
}
