/** The addresses of the page: everything behind `#`, which never leaves the browser. */

/** A process that an address names: the pid alone, or with its start, so that it can be no other one. */
export interface NamedProcess {
  readonly pid: string;
  readonly startTicks?: string;
}

/** A screen with its parameters, which have the names of the API. */
export interface Route {
  readonly screen: string;
  readonly process?: NamedProcess;
  readonly parameters: Readonly<Record<string, string>>;
}

export const START: Route = { screen: 'processes', parameters: {} };

const WORD = /^[a-z-]{1,32}$/;
const PROCESS = /^(\d{1,10}|self)(?:@(\d{1,19}))?$/;

/** Longest address that is read. What people type into filters stays far below. */
const LONGEST = 16_000;

/** Reads an address. Absent if it cannot be understood. */
export function parseRoute(hash: string): Route | undefined {
  if (hash.length > LONGEST) {
    return undefined;
  }
  const text = hash.replace(/^#?\/?/, '');
  if (text === '') {
    return START;
  }
  const [path = '', query = ''] = split(text, '?');
  const parameters = parseParameters(query);
  const parts = path.split('/');
  if (parameters === undefined) {
    return undefined;
  }
  if (parts[0] === 'p') {
    return parseProcess(parts, parameters);
  }
  const [screen] = parts;
  return parts.length === 1 && screen !== undefined && WORD.test(screen) ? { screen, parameters } : undefined;
}

function parseProcess(parts: readonly string[], parameters: Route['parameters']): Route | undefined {
  const named = PROCESS.exec(parts[1] ?? '');
  const screen = parts[2] ?? 'space';
  const [, pid, startTicks] = named ?? [];
  if (pid === undefined || !WORD.test(screen) || parts.length > 3) {
    return undefined;
  }
  return { screen, process: startTicks === undefined ? { pid } : { pid, startTicks }, parameters };
}

function parseParameters(query: string): Route['parameters'] | undefined {
  const parameters: Record<string, string> = {};
  for (const pair of query.split('&').filter(each => each !== '')) {
    const [name, value] = split(pair, '=').map(decode);
    if (name === undefined || value === undefined || !/^[A-Za-z]{1,40}$/.test(name)) {
      return undefined;
    }
    parameters[name] = value;
  }
  return parameters;
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Writes an address. Parameters without a value are left out. */
export function formatRoute(route: Route): string {
  const path = route.process === undefined ? route.screen : `p/${processText(route.process)}/${route.screen}`;
  const query = Object.entries(route.parameters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&');
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

/** A process as addresses name it: `<pid>@<startTicks>`. */
export function processText({ pid, startTicks }: NamedProcess): string {
  return startTicks === undefined ? pid : `${pid}@${startTicks}`;
}

/** Characters that are safe behind `#` and in the globs of filters stay readable. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/%(2F|3A|2C|3F|5B|5D|40)/g, text => decodeURIComponent(text));
}
