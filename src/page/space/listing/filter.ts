/** The filter of a listing, in the terms of the service. */
import { type Category, categoryCode, isCategory, isKind, type Kind, kindCode } from './categories';
import { type Columns, permissionText } from './columns';
import { compileGlob } from './glob';
import { byte, real, word } from './numbers';
import { PAGE_BYTES, pageOf, readAddress } from './page-number';

/** The filter of a listing of mappings, with the names that the service has for its parts. */
export interface Filter {
  readonly category: readonly Category[];
  readonly kind: readonly Kind[];
  readonly permissions?: string;
  readonly path?: string;
  readonly minBytes?: number;
  readonly from?: string;
  readonly to?: string;
}

export const EVERYTHING: Filter = { category: [], kind: [] };

const PERMISSIONS = /^[r?-][w?-][x?-][sp?]$/;

/** Whether a filter leaves every mapping. */
export function isEverything(filter: Filter): boolean {
  return filterQuery(filter).length === 0;
}

/** The parameters of the service that stand for a filter. */
export function filterQuery(filter: Filter): [string, string][] {
  const query: [string, string][] = [];
  for (const category of filter.category) {
    query.push(['category', category]);
  }
  for (const kind of filter.kind) {
    query.push(['kind', kind]);
  }
  for (const name of ['permissions', 'path', 'minBytes', 'from', 'to'] as const) {
    const value = filter[name];
    if (value !== undefined) {
      query.push([name, String(value)]);
    }
  }
  return query;
}

/** The same parameters, each once, with the values of a list joined by commas. */
export function filterParameters(filter: Filter): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of filterQuery(filter)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
}

/** The filter of an address of the page; what the service would not accept is left out. */
export function filterOf(query: URLSearchParams): Filter {
  const permissions = query.get('permissions') ?? '';
  const path = query.get('path');
  const bytes = Number(query.get('minBytes') ?? 0);
  const from = readAddress(query.get('from') ?? '');
  const to = readAddress(query.get('to') ?? '');
  return {
    category: [...new Set(query.getAll('category').filter(isCategory))],
    kind: [...new Set(query.getAll('kind').filter(isKind))],
    ...(PERMISSIONS.test(permissions) && { permissions }),
    ...(path !== null && path !== '' && { path }),
    ...(Number.isSafeInteger(bytes) && bytes > 0 && { minBytes: bytes }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** Whether a text is a pattern of four permission letters. */
export function isPermissions(text: string): boolean {
  return PERMISSIONS.test(text);
}

/** The test of a filter on the mappings of an address space, prepared for many of them. */
export function predicateOf(columns: Columns, filter: Filter): (mapping: number) => boolean {
  const tests: ((mapping: number) => boolean)[] = [];
  if (filter.category.length > 0) {
    const codes = new Set(filter.category.map(categoryCode));
    tests.push(i => codes.has(byte(columns.category, i)));
  }
  if (filter.kind.length > 0) {
    const codes = new Set(filter.kind.map(kindCode));
    tests.push(i => codes.has(byte(columns.kind, i)));
  }
  if (filter.permissions !== undefined) {
    const fits = permissionsThatFit(filter.permissions);
    tests.push(i => fits[byte(columns.permissions, i)] === true);
  }
  if (filter.path !== undefined) {
    const glob = compileGlob(filter.path);
    const fits = columns.labels.map((label, place) => columns.paths[place] === true && glob(label));
    tests.push(i => fits[word(columns.label, i)] === true);
  }
  const least = filter.minBytes;
  if (least !== undefined) {
    tests.push(i => columns.bytes(i) >= least);
  }
  if (columns.addressed) {
    tests.push(...rangeTests(columns, filter));
  }
  const [only, ...others] = tests;
  if (only === undefined) {
    return () => true;
  }
  return others.length === 0 ? only : i => tests.every(test => test(i));
}

function permissionsThatFit(pattern: string): boolean[] {
  return Array.from({ length: 16 }, (_, bits) =>
    [...permissionText(bits)].every((letter, i) => pattern[i] === '?' || pattern[i] === letter),
  );
}

function rangeTests(columns: Columns, { from, to }: Filter): ((mapping: number) => boolean)[] {
  const tests: ((mapping: number) => boolean)[] = [];
  if (from !== undefined) {
    const page = pageOf(from);
    tests.push(i => real(columns.end, i) > page);
  }
  if (to !== undefined) {
    const inPage = Number.parseInt(to.slice(2).slice(-3), 16) / PAGE_BYTES;
    const bound = pageOf(to) + inPage;
    tests.push(i => real(columns.start, i) < bound);
  }
  return tests;
}
