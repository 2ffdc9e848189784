/** The filter as a text that people type, and as chips. */
import { type Category, isCategory, isKind, type Kind } from './categories';
import { EVERYTHING, type Filter, filterOf, filterQuery, isPermissions } from './filter';
import { readAddress } from './page-number';

/** A part of a filter as people type it, and the filter without it. */
export interface Chip {
  readonly text: string;
  readonly without: Filter;
}

const WORDS = /(?:[^\s"]|"(?:[^"\\]|\\.)*")+/g;
const SIZE = /^(?:>=?|≥)\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i;
const RANGE = /^([0-9a-fx_]*)\.\.([0-9a-fx_]*)$/i;
const POWERS: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 };

/** The filter that a text such as `?w?? *libc* >10M heap` stands for. */
export function readFilter(text: string): Filter {
  return [...text.matchAll(WORDS)].reduce((filter, [word]) => add(filter, word), EVERYTHING);
}

/** The text that stands for a filter. */
export function filterText(filter: Filter): string {
  return chipsOf(filter)
    .map(chip => chip.text)
    .join(' ');
}

/** The parts of a filter, one for each removable word of its text. */
export function chipsOf(filter: Filter): Chip[] {
  const { category, kind, permissions, path, minBytes, from, to } = filter;
  return [
    ...category.map(name => ({
      text: name,
      without: { ...filter, category: category.filter(other => other !== name) },
    })),
    ...kind.map(name => ({ text: kindText(name), without: { ...filter, kind: kind.filter(other => other !== name) } })),
    ...(permissions === undefined ? [] : [{ text: permissions, without: without(filter, 'permissions') }]),
    ...(path === undefined ? [] : [{ text: pathText(path), without: without(filter, 'path') }]),
    ...(minBytes === undefined ? [] : [{ text: sizeText(minBytes), without: without(filter, 'minBytes') }]),
    ...(from === undefined && to === undefined
      ? []
      : [{ text: `${from ?? ''}..${to ?? ''}`, without: without(filter, 'from', 'to') }]),
  ];
}

function without(filter: Filter, ...names: (keyof Filter)[]): Filter {
  const rest = filterQuery(filter).filter(([name]) => !names.some(other => other === name));
  return filterOf(new URLSearchParams(rest));
}

/** The kind as it is if it reads as one, not as the category of that name. */
function kindText(kind: Kind): string {
  return isCategory(kind) ? `kind:${kind}` : kind;
}

function add(filter: Filter, word: string): Filter {
  const quoted = word.startsWith('"');
  const name = unquoted(word);
  const size = SIZE.exec(name);
  const range = RANGE.exec(name);
  if (quoted) {
    return { ...filter, path: name };
  }
  if (name.startsWith('path:')) {
    return name === 'path:' ? filter : { ...filter, path: name.slice('path:'.length) };
  }
  const list = listed(filter, name);
  if (list !== undefined) {
    return list;
  }
  if (isPermissions(name)) {
    return { ...filter, permissions: name };
  }
  if (size !== null) {
    return least(filter, Number(size[1]) * 1024 ** (POWERS[(size[2] ?? '').toLowerCase()] ?? 0));
  }
  if (range !== null) {
    return between(filter, range[1] ?? '', range[2] ?? '');
  }
  return { ...filter, path: /[*?[/]/.test(name) ? name : `*${name}*` };
}

function listed(filter: Filter, word: string): Filter | undefined {
  const bare = word.replace(/^\[(.*)\]$/, '$1');
  const category = bare.replace(/^category:/, '');
  const kind = bare.replace(/^kind:/, '');
  if (isCategory(category)) {
    return { ...filter, category: union<Category>(filter.category, category) };
  }
  return isKind(kind) ? { ...filter, kind: union<Kind>(filter.kind, kind) } : undefined;
}

function union<T>(names: readonly T[], name: T): readonly T[] {
  return names.includes(name) ? names : [...names, name];
}

function least(filter: Filter, bytes: number): Filter {
  const minBytes = Math.ceil(bytes);
  return minBytes > 0 && Number.isSafeInteger(minBytes) ? { ...filter, minBytes } : filter;
}

function between(filter: Filter, low: string, high: string): Filter {
  const from = readAddress(low);
  const to = readAddress(high);
  return { ...filter, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function unquoted(word: string): string {
  return word.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1'));
}

/** The pattern as it is if it reads as one, else in quotes. */
function pathText(path: string): string {
  const plain = /^[^\s"\\]+$/.test(path) && readFilter(path).path === path;
  return plain ? path : `"${path.replace(/["\\]/g, '\\$&')}"`;
}

function sizeText(bytes: number): string {
  const power = ['', 'K', 'M', 'G', 'T'].findLastIndex((_, i) => bytes % 1024 ** i === 0);
  return `>${bytes / 1024 ** power}${['', 'K', 'M', 'G', 'T'][power]}`;
}
