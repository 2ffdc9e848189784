/** The gap at an address, with its neighbours, as the listing has it. */
import type { components } from '../../api/generated';
import type { Columns } from './columns';
import { real } from './numbers';
import { addressOf, PAGE_BYTES, pageOf } from './page-number';

type Neighbour = components['schemas']['NeighbourView'];

export interface GapAt {
  readonly address: string;
  readonly below?: Neighbour;
  readonly above?: Neighbour;
}

/** Whether a listing has all mappings, so that a place without one is a gap. */
export function knowsGaps(rest: { readonly capture?: { readonly complete?: boolean } } | undefined): boolean {
  return rest !== undefined && rest.capture?.complete !== false;
}

/** The neighbours of an address that no mapping contains, with their distances in bytes. */
export function gapAt(columns: Columns, address: string): GapAt {
  const page = pageOf(address);
  const inPage = Number.parseInt(address.slice(2).slice(-3), 16);
  const below = columns.lastStartingAt(page);
  const above = below + 1;
  const distance = (to: number) => Math.abs(page - to) * PAGE_BYTES;
  return {
    address,
    ...(below >= 0 && { below: neighbour(columns, below, distance(real(columns.end, below)) + inPage + 1) }),
    ...(above < columns.length && { above: neighbour(columns, above, distance(real(columns.start, above)) - inPage) }),
  };
}

function neighbour(columns: Columns, mapping: number, distanceBytes: number): Neighbour {
  const label = columns.labelAt(mapping);
  return {
    start: addressOf(real(columns.start, mapping)),
    end: addressOf(real(columns.end, mapping)),
    sizeBytes: columns.bytes(mapping),
    permissions: columns.permissionsAt(mapping),
    kind: columns.kindAt(mapping),
    category: columns.categoryAt(mapping),
    ...(label !== undefined && (columns.isPath(mapping) ? { path: label } : { name: label })),
    deleted: columns.isDeleted(mapping),
    distanceBytes,
  };
}
