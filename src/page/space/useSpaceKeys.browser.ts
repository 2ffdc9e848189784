/** The keys of the address space. */
import { useCallback } from 'preact/hooks';
import { useKeys } from '../ui/keys.browser';
import type { Columns } from './listing/columns';
import { largestGap } from './listing/gaps';
import { countOf, type Matches } from './listing/matches';
import { at } from './listing/numbers';
import { isWritableAndExecutable, nextOf } from './listing/selection';
import type { StripView } from './strip/strip-view.browser';

interface Subject {
  readonly columns: Columns;
  readonly matches: Matches;
  readonly selected: number | undefined;
  /** The mapping that lies apart from all others. */
  readonly gate: number | undefined;
  readonly strip: StripView;
  readonly select: (mapping: number) => void;
  readonly open: (mapping: number) => void;
  /** Whether the screen has a field for an address. */
  readonly hasAddressField: boolean;
}

const ZOOM = 1.6;
const PAN = 0.2;

/** @returns selects the next mapping in a direction, of those that the filter leaves */
export function useSpaceKeys({
  columns,
  matches,
  selected,
  gate,
  strip,
  select,
  open,
  hasAddressField,
}: Subject): (step: 1 | -1) => void {
  const stepTo = useCallback(
    (step: 1 | -1, test?: (mapping: number) => boolean) => {
      const fits = test ?? (countOf(matches) === 0 ? () => true : (i: number) => at(matches.mask, i) === 1);
      const next = nextOf(columns, selected, step, fits) ?? (test && nextOf(columns, undefined, step, fits));
      if (next !== undefined) {
        select(next);
      }
    },
    [columns, matches, selected, select],
  );
  const zoomIn = () => strip.zoom(ZOOM);
  const zoomOut = () => strip.zoom(1 / ZOOM);
  useKeys({
    '.': ['Next mapping', () => stepTo(1)],
    ',': ['Previous mapping', () => stepTo(-1)],
    '+': ['Zoom in', zoomIn],
    '=': ['Zoom in', zoomIn],
    w: ['Zoom in', zoomIn],
    '-': ['Zoom out', zoomOut],
    s: ['Zoom out', zoomOut],
    a: ['Towards lower addresses', () => strip.pan(-PAN * strip.width)],
    d: ['Towards higher addresses', () => strip.pan(PAN * strip.width)],
    '0': ['Show the whole address space', () => strip.showAll()],
    f: ['Zoom to the selected mapping', () => (selected === undefined ? undefined : open(selected))],
    x: ['Next mapping that is writable and executable', () => stepTo(1, i => isWritableAndExecutable(columns, i))],
    G: ['Largest gap', () => selectLargestGap(columns, gate ?? columns.length, select)],
    ...(hasAddressField && { g: ['Go to an address', () => focus('g')] as const }),
  });
  return stepTo;
}

function selectLargestGap(columns: Columns, mappings: number, select: (mapping: number) => void): void {
  const gap = largestGap(columns, mappings);
  if (gap !== undefined) {
    select(gap.above);
  }
}

/** Moves the focus to the field of a key. */
function focus(key: string): void {
  document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
}
