/** The orders of the table of mappings. */
import { CATEGORIES, LOOKS } from './categories';
import type { Columns } from './columns';
import { countOf, type Matches } from './matches';
import { at, byte, word } from './numbers';

/** The column that the table is sorted by. */
export type SortKey = 'address' | 'size' | 'permissions' | 'category' | 'label' | 'resident' | 'proportional' | 'swap';

/** The order of all mappings by a column, lowest first; mappings that are equal stay in the order of addresses. */
export function orderOf(columns: Columns, key: SortKey): Uint32Array {
  const order = new Uint32Array(columns.length);
  for (let i = 0; i < order.length; i++) {
    order[i] = i;
  }
  if (key === 'address') {
    return order;
  }
  const by = ranksOf(columns, key);
  return order.sort((a, b) => at(by, a) - at(by, b) || a - b);
}

/** The mappings of an order that a filter leaves, backwards if wanted. */
export function rowsOf(order: Uint32Array, matches: Matches, descending: boolean): Uint32Array {
  const rows = new Uint32Array(countOf(matches));
  let row = 0;
  for (let k = 0; k < order.length; k++) {
    const mapping = word(order, descending ? order.length - 1 - k : k);
    if (byte(matches.mask, mapping) === 1) {
      rows[row++] = mapping;
    }
  }
  return rows;
}

function ranksOf(columns: Columns, key: Exclude<SortKey, 'address'>): ArrayLike<number> {
  switch (key) {
    case 'size':
      return ranks(columns, i => columns.pages(i));
    case 'permissions':
      return columns.permissions;
    case 'category': {
      const names = rankTexts(CATEGORIES.map(name => LOOKS[name].words));
      return ranks(columns, i => word(names, byte(columns.category, i)));
    }
    case 'label': {
      const labels = rankTexts(columns.labels);
      return ranks(columns, i => at(labels, word(columns.label, i)));
    }
    default:
      return columns[key];
  }
}

function ranks(columns: Columns, rank: (mapping: number) => number): Float64Array {
  const all = new Float64Array(columns.length);
  for (let i = 0; i < all.length; i++) {
    all[i] = rank(i);
  }
  return all;
}

/** The place of each text in their alphabetical order. */
function rankTexts(texts: readonly string[]): Uint32Array {
  const order = texts.map((_, i) => i).sort((a, b) => compare(texts[a] ?? '', texts[b] ?? ''));
  const places = new Uint32Array(texts.length);
  for (const [place, i] of order.entries()) {
    places[i] = place;
  }
  return places;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
