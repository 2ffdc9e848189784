/** The state of the screen of an address space, as its address has it. */
import { type Filter, filterOf, filterParameters } from './listing/filter';
import { readAddress } from './listing/page-number';
import type { SortKey } from './listing/table-order';
import type { Mode } from './strip/geometry';
import type { Area, Grouping } from './tiles/tiles';

/** A sort column with its direction. */
export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** A first and a last address. */
export type Range = readonly [string, string];

/** The part in sight where somebody wants to see all, although the filter has a range. */
const ALL = 'all';

export interface SpaceState {
  readonly filter: Filter;
  /** The selected mapping: an address in it, or `#` and its place. */
  readonly at?: string;
  /** The mode of the strip; absent for the one that fits what is known. */
  readonly mode?: Mode;
  /** The first and last address in sight; absent for the range of the filter, or for all. */
  readonly show?: Range | typeof ALL;
  readonly sort: Sort;
  readonly by: Grouping;
  readonly area: Area;
}

type Parameters = Readonly<Record<string, string>>;

const FIRST_SORT: Sort = { key: 'address', descending: false };
const MODES: readonly Mode[] = ['squeezed', 'true', 'order'];
const AREAS: readonly Area[] = ['virtual', 'resident', 'proportional', 'swap'];
const SORT_KEYS: readonly SortKey[] = [
  'address',
  'size',
  'permissions',
  'category',
  'label',
  'resident',
  'proportional',
  'swap',
];

/** The state that the parameters of an address stand for; what is not understood is left out. */
export function readState(parameters: Parameters): SpaceState {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      name === 'category' || name === 'kind' ? value.split(',').map(each => [name, each]) : [[name, value]],
    ),
  );
  const mode = MODES.find(name => name === parameters.mode);
  const show = readShow(parameters.show ?? '');
  const [key, direction] = (parameters.sort ?? '').split(',');
  const sort = SORT_KEYS.find(name => name === key);
  return {
    filter: filterOf(query),
    ...(parameters.at !== undefined && parameters.at !== '' && { at: parameters.at }),
    ...(mode !== undefined && { mode }),
    ...(show !== undefined && { show }),
    sort: sort === undefined ? FIRST_SORT : { key: sort, descending: direction === 'desc' },
    by: parameters.by === 'file' ? 'file' : 'category',
    area: AREAS.find(name => name === parameters.area) ?? 'virtual',
  };
}

/** The parameters that stand for a state; what is as it was at first is left out. */
export function writeState(state: SpaceState): Parameters {
  const { at, mode, show, sort, by, area } = state;
  return {
    ...filterParameters(state.filter),
    ...(at !== undefined && { at }),
    ...(mode !== undefined && { mode }),
    ...(show !== undefined && { show: show === ALL ? ALL : show.join('-') }),
    ...((sort.key !== 'address' || sort.descending) && { sort: sortText(sort) }),
    ...(by !== 'category' && { by }),
    ...(area !== 'virtual' && { area }),
  };
}

export function sortText({ key, descending }: Sort): string {
  return `${key},${descending ? 'desc' : 'asc'}`;
}

/** The range that is in sight; absent for all. */
export function rangeInSight({ show, filter }: Pick<SpaceState, 'show' | 'filter'>): Range | undefined {
  return show === ALL ? undefined : (show ?? rangeOf(filter));
}

/** The state after somebody moved to a range, or to all. */
export function withSight({ show: _, ...state }: SpaceState, range: Range | undefined): SpaceState {
  if (range !== undefined) {
    return { ...state, show: range };
  }
  return rangeOf(state.filter) === undefined ? state : { ...state, show: ALL };
}

/** The state with another filter, whose range is what somebody wants to see. */
export function withFilter(state: SpaceState, filter: Filter): SpaceState {
  const { show, ...rest } = state;
  const same = rangeOf(filter)?.join() === rangeOf(state.filter)?.join();
  return show === ALL && !same ? { ...rest, filter } : { ...state, filter };
}

/** The range that a filter leaves, if it has both ends. */
function rangeOf({ from, to }: Filter): Range | undefined {
  return from === undefined || to === undefined ? undefined : [from, to];
}

function readShow(text: string): Range | typeof ALL | undefined {
  if (text === ALL) {
    return ALL;
  }
  const [low = '', high = ''] = text.split('-');
  const from = readAddress(low);
  const to = readAddress(high);
  return from === undefined || to === undefined ? undefined : [from, to];
}
