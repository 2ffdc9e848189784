/** The treemap of an address space: its tiles, laid out. */
import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import { CATEGORIES, LOOKS } from '../listing/categories';
import type { Columns, Measure } from '../listing/columns';
import { byte, firstIndex, real, word } from '../listing/numbers';

/** What the area of a node stands for. */
export type Area = 'virtual' | Measure;
export type Grouping = 'category' | 'file';

/** A rectangle of the treemap. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** The name of the group. */
  readonly group: string;
  /** The code of the category that has most of it. */
  readonly category: number;
  /** The mapping; undefined for a group, and for many small mappings together. */
  readonly mapping?: number;
  /** The number of mappings in it. */
  readonly count: number;
  readonly depth: number;
}

interface Node {
  /** The name of its group. */
  readonly name: string;
  /** What breaks ties of size, so that nothing jumps. */
  readonly place: number;
  readonly category: number;
  readonly bytes: number;
  readonly count: number;
  readonly mapping?: number;
  readonly children?: Node[];
}

const MOST_LEAVES = 3000;
const SMALLEST_AREA = 1;
/** The height of the name of a group, which stands in groups of at least twice that height. */
export const HEADER = 16;

/**
 * The tiles of the mappings that a mask leaves: groups, each followed by its mappings, largest first.
 * Mappings that would get less than a pixel are one tile together.
 */
export function tilesOf(
  columns: Columns,
  mask: Uint8Array,
  grouping: Grouping,
  area: Area,
  { width, height }: { readonly width: number; readonly height: number },
): Tile[] {
  const groups = groupsOf(columns, mask, grouping, area);
  const total = groups.reduce((sum, group) => sum + group.bytes, 0);
  if (total === 0 || width < 2 || height < 2) {
    return [];
  }
  const bytesPerPixel = total / (width * height);
  const visible = groups.filter(group => group.bytes >= SMALLEST_AREA * bytesPerPixel);
  const bound = boundOf(columns, visible, area, SMALLEST_AREA * bytesPerPixel);
  const children = visible.map(group => nodeOf(columns, group, area, bound));
  const root = hierarchy<Node>({ name: '', place: 0, category: 0, bytes: 0, count: 0, children }, node => node.children)
    .sum(node => node.bytes)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.data.place - b.data.place);
  const layout = treemap<Node>()
    .tile(treemapSquarify)
    .size([width, height])
    .paddingInner(1)
    .paddingTop(node => (node.depth === 1 && node.y1 - node.y0 > 2 * HEADER ? HEADER : 0))
    .round(false);
  return layout(root)
    .descendants()
    .filter(node => node.depth > 0)
    .map(node => ({
      x: node.x0,
      y: node.y0,
      width: node.x1 - node.x0,
      height: node.y1 - node.y0,
      bytes: node.value ?? 0,
      group: node.data.name,
      category: node.data.category,
      count: node.data.count,
      depth: node.depth,
      ...(node.data.mapping !== undefined && { mapping: node.data.mapping }),
    }));
}

interface Group {
  readonly name: string;
  readonly mappings: number[];
  readonly byCategory: Float64Array;
  bytes: number;
}

function groupsOf(columns: Columns, mask: Uint8Array, grouping: Grouping, area: Area): Group[] {
  const groups = new Map<number, Group>();
  for (let i = 0; i < columns.length; i++) {
    const bytes = byte(mask, i) === 1 ? bytesOf(columns, i, area) : 0;
    if (bytes > 0) {
      const category = byte(columns.category, i);
      const key = grouping === 'file' ? fileKey(columns, i) : category;
      let group = groups.get(key);
      if (group === undefined) {
        const name = grouping === 'file' ? fileOf(columns, i) : LOOKS[columns.categoryAt(i)].words;
        group = { name, mappings: [], byCategory: new Float64Array(CATEGORIES.length), bytes: 0 };
        groups.set(key, group);
      }
      group.mappings.push(i);
      group.bytes += bytes;
      group.byCategory[category] = real(group.byCategory, category) + bytes;
    }
  }
  return [...groups.values()];
}

/** A number that the mappings of a file have in common, and those without a name in a category. */
function fileKey(columns: Columns, i: number): number {
  const label = word(columns.label, i);
  return label > 0 ? label : -1 - byte(columns.category, i);
}

/** The bytes from which on a mapping is shown, and how many of exactly that size are. */
interface Bound {
  readonly bytes: number;
  equal: number;
}

/** The bound that leaves few enough mappings. */
function boundOf(columns: Columns, groups: readonly Group[], area: Area, least: number): Bound {
  const all = new Float64Array(groups.reduce((sum, group) => sum + group.mappings.length, 0));
  let count = 0;
  for (const group of groups) {
    for (const i of group.mappings) {
      const bytes = bytesOf(columns, i, area);
      if (bytes >= least) {
        all[count++] = bytes;
      }
    }
  }
  if (count <= MOST_LEAVES) {
    return { bytes: least, equal: MOST_LEAVES };
  }
  const sizes = all.subarray(0, count).sort();
  const bytes = real(sizes, count - MOST_LEAVES);
  const larger = count - firstIndex(0, count, k => real(sizes, k) > bytes);
  return { bytes, equal: MOST_LEAVES - larger };
}

function nodeOf(columns: Columns, group: Group, area: Area, bound: Bound): Node {
  const { name, mappings, byCategory } = group;
  const category = byCategory.indexOf(Math.max(...byCategory));
  const children: Node[] = [];
  let bytes = 0;
  let count = 0;
  for (const mapping of mappings) {
    const size = bytesOf(columns, mapping, area);
    if (size > bound.bytes || (size === bound.bytes && bound.equal-- > 0)) {
      const own = byte(columns.category, mapping);
      children.push({ name, place: mapping, category: own, bytes: size, count: 1, mapping });
    } else {
      bytes += size;
      count++;
    }
  }
  if (count > 0) {
    children.push({ name, place: columns.length, category, bytes, count });
  }
  return { name, place: mappings[0] ?? 0, category, bytes: 0, count: mappings.length, children };
}

function fileOf(columns: Columns, i: number): string {
  return columns.labelAt(i) ?? `${LOOKS[columns.categoryAt(i)].words}, without a name`;
}

/** The bytes of a mapping that the area stands for; 0 if they were not read. */
function bytesOf(columns: Columns, i: number, area: Area): number {
  return area === 'virtual' ? columns.bytes(i) : (columns.usage(i, area) ?? 0);
}

/** The tile at a point, the innermost. */
export function tileAt(tiles: readonly Tile[], x: number, y: number): Tile | undefined {
  return tiles.findLast(tile => x >= tile.x && x < tile.x + tile.width && y >= tile.y && y < tile.y + tile.height);
}
