/** The scene of a strip that shows changes: all mappings faded, and what is gone in its old place. */
import type { Row } from '../space/listing/categories';
import { isCategory } from '../space/listing/categories';
import { Columns } from '../space/listing/columns';
import { gapsAbove, squeezeThreshold } from '../space/listing/gaps';
import { at } from '../space/listing/numbers';
import { addressOf, PAGE_BYTES, pageOf } from '../space/listing/page-number';
import { geometryOf } from '../space/strip/line';
import { mergeable } from '../space/strip/merge';
import type { Scene } from '../space/strip/strip-draw.browser';
import type { ListedMapping } from './listed-place';
import type { ChangeMark } from './strip-changes';

/** Rows of a strip: the mappings as they are, and what is gone, without overlap and in ascending order. */
export function stripRows(after: readonly ListedMapping[], marks: readonly ChangeMark[]): readonly Row[] {
  const taken = after.flatMap(row =>
    row.start === undefined || row.end === undefined ? [] : [{ row, start: pageOf(row.start), end: pageOf(row.end) }],
  );
  const gone = free(
    marks.filter(({ hatch }) => hatch === 'down'),
    taken,
  ).map(({ start, end, category }) => ({
    start,
    end,
    row: {
      start: addressOf(start),
      end: addressOf(end),
      sizeBytes: (end - start) * PAGE_BYTES,
      permissions: '---p',
      kind: 'anonymous' as const,
      category: isCategory(category) ? category : ('other' as const),
      name: 'gone',
    },
  }));
  return [...taken, ...gone].sort((one, other) => one.start - other.start).map(({ row }) => row);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The parts of marks, which ascend, that no taken stretch and no earlier mark has. */
function free(marks: readonly ChangeMark[], taken: readonly Stretch[]): readonly ChangeMark[] {
  const found: ChangeMark[] = [];
  let next = 0;
  let reached = 0;
  for (const mark of marks) {
    let start = Math.max(mark.start, reached);
    while (next < taken.length && (taken[next]?.end ?? 0) <= start) {
      next++;
    }
    for (let each = next; start < mark.end; each++) {
      const stretch = taken[each];
      const end = Math.min(mark.end, stretch?.start ?? mark.end);
      if (start < end) {
        found.push({ ...mark, start, end });
      }
      if (stretch === undefined || stretch.start >= mark.end) {
        break;
      }
      start = Math.max(start, stretch.end);
    }
    reached = Math.max(reached, mark.end);
  }
  return found;
}

/** The scene of an address space with marks; absent without addresses. */
export function changeScene(after: readonly ListedMapping[], marks: readonly ChangeMark[]): Scene | undefined {
  const rows = stripRows(
    after.filter(({ name }) => name !== '[vsyscall]'),
    marks,
  );
  if (rows.length === 0) {
    return undefined;
  }
  const columns = new Columns(rows.length);
  for (const row of rows) {
    columns.add(row);
  }
  const mappings = columns.length;
  const threshold = squeezeThreshold(columns);
  const [from, to] = [at(columns.start, 0), at(columns.end, mappings - 1)];
  // No mapping matches, so that all are faded behind the marks.
  const matches = { all: false, mask: new Uint8Array(mappings), before: new Uint32Array(mappings + 1) };
  return {
    space: mergeable(columns, mappings, matches),
    line: geometryOf(columns, { from, to, mappings }, 'squeezed', threshold),
    gaps: gapsAbove(columns, threshold).map(above => [at(columns.end, above - 1), at(columns.start, above)] as const),
  };
}
