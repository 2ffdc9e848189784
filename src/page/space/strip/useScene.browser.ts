/** What the screen shows of a listing in a state: the line, the matches, the selection. */
import { useMemo } from 'preact/hooks';
import type { components } from '../../api/generated';
import { filterText } from '../listing/filter-text';
import { gapsAbove, squeezeThreshold } from '../listing/gaps';
import type { Listing } from '../listing/listing.browser';
import { type Matches, matchesOf } from '../listing/matches';
import { at } from '../listing/numbers';
import { pageOf, readAddress } from '../listing/page-number';
import { mappingOf } from '../listing/selection';
import type { SpaceState } from '../space-state';
import type { Mode } from './geometry';
import { geometryOf } from './line';
import { mergeable } from './merge';
import type { Scene } from './strip-draw.browser';

type Layout = components['schemas']['LayoutView'];

export interface Shown {
  readonly scene: Scene | undefined;
  readonly matches: Matches;
  readonly mode: Mode;
  readonly selected: number | undefined;
  /** The page of an address that no mapping has. */
  readonly marked: number | undefined;
  /** Where `[vsyscall]` is, which lies apart from all others. */
  readonly gate: number | undefined;
}

export function useScene(
  { columns, version }: Pick<Listing, 'columns' | 'version'>,
  state: SpaceState,
  layout: Layout | undefined,
): Shown {
  const text = filterText(state.filter);
  const mode = state.mode ?? (columns.addressed ? 'squeezed' : 'order');
  const matches = useMemo(() => matchesOf(columns, state.filter), [columns, version, text]);
  const drawn = useMemo(() => {
    const last = columns.length - 1;
    const gate = columns.labelAt(last) === '[vsyscall]' ? last : undefined;
    const mappings = gate ?? columns.length;
    if (mappings === 0) {
      return undefined;
    }
    const from = columns.addressed ? pageOf(layout?.userStart ?? '0x0') : 0;
    const highest = at(columns.end, mappings - 1);
    const to = columns.addressed ? ceiling(highest, layout) : highest;
    const threshold = squeezeThreshold(columns);
    const line = geometryOf(columns, { from, to, mappings }, mode, threshold);
    const inner = gapsAbove(columns, threshold).filter(i => i < mappings);
    const edges = inner.map(i => [at(columns.end, i - 1), at(columns.start, i)] as const);
    const gaps = [[from, at(columns.start, 0)] as const, ...edges, [highest, to] as const].filter(
      ([low, high]) => high - low > threshold,
    );
    return { line, gaps, mappings, gate };
  }, [columns, version, mode, layout]);
  const scene = useMemo(
    () => (drawn === undefined ? undefined : { ...drawn, space: mergeable(columns, drawn.mappings, matches) }),
    [columns, drawn, matches],
  );
  const selected = state.at === undefined ? undefined : mappingOf(columns, state.at);
  const address = selected === undefined && columns.addressed ? readAddress(state.at ?? '') : undefined;
  return {
    scene,
    matches,
    mode,
    selected,
    marked: address === undefined ? undefined : pageOf(address),
    gate: drawn?.gate,
  };
}

/** The first end of the address space above a page. */
function ceiling(page: number, layout: Layout | undefined): number {
  const ends = [layout?.userEndOf32Bit, layout?.defaultEnd, layout?.userEnd].map(end => pageOf(end ?? '0x0'));
  return ends.find((end, i) => end >= page && (i > 0 || page > 2 ** 16)) ?? page;
}
