/** The client of the API, with the token of this tab. */
import createClient, { type Middleware } from 'openapi-fetch';
import { commandLine, type QueryValues } from './command-line';
import type { paths } from './generated';
import { type Problem, problemOf, unreachable } from './problem';
import { forgetToken, token, tokenRequired, tokenWanted } from './token.browser';

/** The address of the service: that of the page, without the fragment. */
const SERVICE = new URL('.', location.href.split('#')[0]).href.replace(/\/$/, '');

const authorization: Middleware = {
  onRequest({ request }) {
    if (token.value !== undefined) {
      request.headers.set('Authorization', `Bearer ${token.value}`);
    }
    return request;
  },
  onResponse({ request, response }) {
    if (response.status === 401) {
      // The first reason stays: later answers may be about requests without the token, which is forgotten by then.
      tokenWanted.value ??= request.headers.has('Authorization')
        ? 'The service does not accept this token: it is unknown, or no longer valid.'
        : 'This service requires a token.';
      tokenRequired.value = true;
      forgetToken();
    }
    return undefined;
  },
};

/** `client.GET('/api/processes', { params: { query: … } })`: types come from the API description. */
export const client = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl: SERVICE });
client.use(authorization);

/** An answer, or the problem that came in its place. */
export type Outcome<T> =
  | { readonly answer: T; readonly problem?: undefined }
  | { readonly answer?: undefined; readonly problem: Problem };

/** Waits for an answer of the client. It fails only if the request was aborted. */
export async function outcome<T>(
  request: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Outcome<T>> {
  try {
    const { data, error, response } = await request;
    return data !== undefined && response.ok ? { answer: data } : { problem: problemOf(error, response.status) };
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw failure;
    }
    return { problem: unreachable() };
  }
}

/** The same request as a command line. A token is written as a variable. */
export function curl(path: string, parameters: QueryValues = {}): string {
  return commandLine(`${SERVICE}${path}`, parameters, token.value !== undefined);
}

/** The command line of a request with a text, which comes from standard input. */
export function curlText(path: string, parameters: QueryValues = {}): string {
  return `${curl(path, parameters)} -H 'Content-Type: text/plain' --data-binary @-`;
}
