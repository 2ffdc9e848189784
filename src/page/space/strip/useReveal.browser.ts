/** The strip that follows the selection: it moves when another mapping is selected, and else stays where it is. */
import { useEffect, useRef } from 'preact/hooks';
import type { Columns } from '../listing/columns';
import { at } from '../listing/numbers';
import { rangeInSight, type SpaceState } from '../space-state';
import type { StripView } from './strip-view.browser';

export function useReveal(strip: StripView, columns: Columns, selected: number | undefined, state: SpaceState): void {
  const sight = rangeInSight(state)?.join('-');
  const seen = useRef({ at: state.at, sight });
  useEffect(() => {
    const before = seen.current;
    seen.current = { at: state.at, sight };
    // An address of the page that names a part in sight is shown as it is, wherever its selection lies.
    if (selected !== undefined && state.at !== before.at && sight === before.sight) {
      strip.reveal(at(columns.start, selected), at(columns.end, selected));
    }
  }, [strip, columns, selected, state.at, sight]);
}
