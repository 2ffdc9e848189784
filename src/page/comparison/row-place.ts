/** The place that a row of differences leads to, in a process that runs. */
import { placeOf } from '../growth/place';
import { screenOf } from '../process/place';
import type { Route } from '../route/address';
import type { MappingDiff } from './change-words';
import type { Diff } from './diff-words';
import type { Places } from './listed-place';

/** A difference with its places. */
export interface DiffRow extends Places {
  readonly diff: MappingDiff;
}

/** The route to a row, or to what is like it where its address is not known; absent if it is in no process that runs. */
export function rowRoute({ diff, before, after }: DiffRow, { a, b }: Pick<Diff, 'a' | 'b'>): Route | undefined {
  const gone = diff.mappingsAfter === 0;
  const side = gone ? a : b;
  const isStored = gone ? a?.snapshot !== undefined && b?.snapshot !== undefined : b?.snapshot !== undefined;
  if (side?.pid === undefined || isStored) {
    return undefined;
  }
  // What has not moved is still where it was, if its new size is not in the listing.
  const stayed = gone || diff.change !== 'moved' ? before[0] : undefined;
  const at = (after[0] ?? stayed)?.start;
  return {
    ...screenOf(side, 'space'),
    parameters: at === undefined ? placeOf(diff.category ?? 'other', diff.path ?? '') : { at },
  };
}
