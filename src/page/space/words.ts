/** Sentences about mappings and gaps. */
import { bytes, count } from '../ui/quantity';
import { visible } from '../ui/text';
import { type Category, LOOKS } from './listing/categories';
import { type Columns, EXECUTE, READ, SHARED, WRITE } from './listing/columns';
import { byte, real } from './listing/numbers';
import { addressOf, PAGE_BYTES } from './listing/page-number';
import type { Sums } from './listing/sums';

/** The range of a mapping, or its place in the order where addresses are not stated. */
export function rangeText(columns: Columns, mapping: number): string {
  return columns.addressed
    ? `${addressOf(real(columns.start, mapping))}–${addressOf(real(columns.end, mapping))}`
    : `#${mapping}`;
}

/** The path or name for people; what the memory is where it has neither. */
export function labelText(columns: Columns, mapping: number): string {
  const label = columns.labelAt(mapping);
  return label === undefined ? LOOKS[columns.categoryAt(mapping)].words : visible(label);
}

/** A mapping in one line: range, size, permissions, category, label. */
export function mappingLine(columns: Columns, mapping: number): string {
  const label = columns.labelAt(mapping);
  const parts = [
    rangeText(columns, mapping),
    bytes(columns.bytes(mapping)),
    columns.permissionsAt(mapping),
    LOOKS[columns.categoryAt(mapping)].words,
    ...(label === undefined ? [] : [visible(label)]),
  ];
  return parts.join(', ');
}

/** What a program may do with a mapping. */
export function permissionWords(columns: Columns, mapping: number): string {
  const bits = byte(columns.permissions, mapping);
  const allowed = [
    ...(bits & READ ? ['read'] : []),
    ...(bits & WRITE ? ['write'] : []),
    ...(bits & EXECUTE ? ['execute'] : []),
  ];
  const access = allowed.length === 0 ? 'no access is allowed' : `the program may ${allowed.join(', ')} it`;
  return `${access}; ${bits & SHARED ? 'changes are shared with others' : 'changes are private to the process'}`;
}

/** The sum of some mappings in one line. */
export function sumsText(columns: Columns, sums: Sums): string {
  if (sums.mappings === 0 || sums.largest === undefined) {
    return 'no mapping';
  }
  const usage = sums.usage;
  const parts = [
    `${count(sums.mappings)} ${sums.mappings === 1 ? 'mapping' : 'mappings'}`,
    bytes(sums.bytes),
    ...(usage === undefined ? [] : [`resident ${bytes(usage.resident)}`, `swapped out ${bytes(usage.swap)}`]),
    `largest ${bytes(columns.bytes(sums.largest))}`,
    ...(columns.addressed ? [`longest without a gap ${bytes(sums.longestBytes)}`] : []),
  ];
  return parts.join(' · ');
}

/** What several mappings that share a pixel are: how many, how much, and of which category most. */
export function sharedText(columns: Columns, from: number, to: number): string {
  const pages = new Map<Category, number>();
  for (let i = from; i < to; i++) {
    const category = columns.categoryAt(i);
    pages.set(category, (pages.get(category) ?? 0) + columns.pages(i));
  }
  const sizes = [...pages].sort(([, one], [, other]) => other - one);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const [most] = sizes;
  const words = most === undefined ? '' : `, most of it ${LOOKS[most[0]].words}`;
  return `${count(to - from)} mappings in this pixel, ${bytes(total * PAGE_BYTES)}${words}`;
}

/** The size of a gap. */
export function gapText(pages: number): string {
  return `${bytes(pages * PAGE_BYTES)} free`;
}

/** The scale of the strip: bytes for each pixel. */
export function scaleText(mode: 'squeezed' | 'true' | 'order', scale: number): string {
  if (mode === 'order') {
    return scale >= 1
      ? `each mapping is ${Math.round(scale)} pixels wide, whatever its size`
      : `one pixel is ${(1 / scale).toFixed(1)} mappings`;
  }
  const perPixel = PAGE_BYTES / scale;
  return perPixel >= 1 ? `one pixel is ${bytes(perPixel)}` : `one byte is ${Math.round(1 / perPixel)} pixels`;
}
