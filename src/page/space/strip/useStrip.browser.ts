/** The view of the strip, which follows the address of the page, and which the address follows. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { change } from '../change.browser';
import { addressOf, pageOf } from '../listing/page-number';
import { type Range, withSight } from '../space-state';
import { StripView } from './strip-view.browser';

const WRITTEN_AFTER_MILLIS = 400;

export function useStrip(show: Range | undefined, addressed: boolean): StripView {
  const written = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const named = useRef(addressed);
  named.current = addressed;
  const strip = useMemo(
    () =>
      new StripView(pages => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          // Without addresses there is nothing to name the part in sight by.
          const range: Range | undefined =
            pages === undefined || !named.current
              ? undefined
              : [addressOf(Math.floor(pages[0])), addressOf(Math.ceil(pages[1]))];
          written.current = range?.join('-') ?? '';
          change(state => withSight(state, range));
        }, WRITTEN_AFTER_MILLIS);
      }),
    [],
  );
  const wanted = show?.join('-') ?? '';
  useEffect(() => {
    if (addressed && wanted !== (written.current ?? '')) {
      written.current = wanted;
      strip.setPages(show === undefined ? undefined : [pageOf(show[0]), pageOf(show[1])]);
    }
  }, [strip, wanted, addressed, show]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return strip;
}
