/** Requests as command lines, to be pasted into a shell. */

/** The values of a query. */
export type QueryValues = Readonly<Record<string, string | number | boolean>>;

/** Characters that may stand in an address and mean nothing to a shell between single quotes. */
const UNSAFE = /[^A-Za-z0-9\-._~:/?#[\]@!$&()*+,;=%]/gu;

/**
 * The command line of a request. What is not safe in an address is escaped, so that no text can end the quotes.
 *
 * @param address the address of the service with the path
 * @param parameters the query
 * @param withToken whether a token is required; it is written as a variable
 */
export function commandLine(address: string, parameters: QueryValues, withToken: boolean): string {
  const query = new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [name, String(value)]),
  ).toString();
  const header = withToken ? ' -H "Authorization: Bearer $TOKEN"' : '';
  const url = `${address}${query === '' ? '' : `?${query}`}`.replace(UNSAFE, escaped);
  return `curl${header} '${url}'`;
}

function escaped(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map(byte => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
}
