/** The places of differences, which have no addresses of their own, in the listings that they came from. */
import type { components } from '../api/generated';
import type { MappingDiff } from './change-words';

/** A row of a listing of mappings, with its addresses if the caller may see them. */
export type ListedMapping = Pick<
  components['schemas']['MappingInDetail'],
  'start' | 'end' | 'sizeBytes' | 'permissions' | 'kind' | 'category' | 'path' | 'name'
>;

/** A range of addresses, as texts. */
export interface Range {
  readonly start: string;
  readonly end: string;
}

/** The ranges of a change on both sides, in ascending order; none where they are not known. */
export interface Places {
  readonly before: readonly Range[];
  readonly after: readonly Range[];
}

/** A listing in which places are looked up. It may be a little newer than the difference. */
export interface Listing {
  readonly rows: readonly ListedMapping[];
  /** Whether it has as many mappings as were compared. */
  readonly whole: boolean;
  /** The number of mappings of each look. */
  readonly alike: ReadonlyMap<string, number>;
}

/**
 * A listing for places.
 *
 * @param rows its mappings, in ascending order
 * @param compared the number of mappings that were compared, which leaves out `[vsyscall]`
 */
export function listingOf(rows: readonly ListedMapping[], compared: number | undefined): Listing {
  const alike = new Map<string, number>();
  for (const look of rows.map(lookOf)) {
    alike.set(look, (alike.get(look) ?? 0) + 1);
  }
  return { rows, whole: rows.filter(({ name }) => name !== '[vsyscall]').length === compared, alike };
}

function lookOf({ category, path, name, permissions, sizeBytes }: ListedMapping): string {
  return JSON.stringify([category, path, name, permissions, sizeBytes]);
}

/** The places of a difference in the listings of both sides; none where a listing has something else there. */
export function placesOf(diff: MappingDiff, before: Listing | undefined, after: Listing | undefined): Places {
  const { change, category, path, pathBefore, name, ordinalBefore, ordinalAfter } = diff;
  // A difference has the name and the category of its later side, and of the earlier one only what it may tell apart.
  const removed = ordinalAfter === undefined;
  const nameIsKnown = change !== 'renamed' || pathBefore !== undefined;
  return {
    before: ranges(before, ordinalBefore, {
      mappings: diff.mappingsBefore,
      size: diff.beforeBytes,
      permissions: diff.permissionsBefore,
      category: removed ? category : undefined,
      label: nameIsKnown ? { path: pathBefore ?? path, name } : undefined,
    }),
    after: ranges(after, ordinalAfter, {
      mappings: diff.mappingsAfter,
      size: diff.afterBytes,
      permissions: diff.permissionsAfter,
      category,
      label: { path, name },
    }),
  };
}

/** What is known of the mappings of a side; what is absent is not. */
interface Wanted {
  readonly mappings: number | undefined;
  readonly size: number | undefined;
  readonly permissions: string | undefined;
  readonly category: string | undefined;
  readonly label: { readonly path: string | undefined; readonly name: string | undefined } | undefined;
}

/** The ranges of as many mappings from one on, if they are those that are wanted, and could be no others. */
function ranges(listing: Listing | undefined, ordinal: number | undefined, wanted: Wanted): readonly Range[] {
  if (listing === undefined || ordinal === undefined) {
    return [];
  }
  const rows = listing.rows.slice(ordinal, ordinal + (wanted.mappings ?? 0));
  const [first] = rows;
  // Where something came or went since, the neighbour may look the same, as thread stacks do.
  const isSure = first !== undefined && (listing.whole || listing.alike.get(lookOf(first)) === 1);
  const size = rows.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  return isSure && size === (wanted.size ?? 0) && fits(first, wanted) ? rangesOf(rows) : [];
}

function fits(row: ListedMapping, { permissions, category, label }: Wanted): boolean {
  return (
    (permissions === undefined || permissions === row.permissions) &&
    (category === undefined || category === row.category) &&
    (label === undefined || (label.path === row.path && (row.path !== undefined || label.name === row.name)))
  );
}

/** The ranges of mappings; none without addresses. */
function rangesOf(mappings: readonly Pick<ListedMapping, 'start' | 'end'>[]): readonly Range[] {
  return mappings.flatMap(({ start, end }) => (start === undefined || end === undefined ? [] : [{ start, end }]));
}
