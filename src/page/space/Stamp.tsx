/** When the listing was read, and what of it is not known. */

import { clock } from '../ui/moment';
import { milliseconds } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import type { Rest } from './listing/fill';

export function Stamp({ rest }: { readonly rest: Rest | undefined }) {
  if (rest?.capture === undefined) {
    return null;
  }
  const { at, durationMicros, atomic, complete } = rest.capture;
  return (
    <>
      <p class="hint">
        {at === undefined ? 'Read' : `Read at ${clock(new Date(at))}`}
        {durationMicros === undefined ? '' : ` within ${milliseconds(durationMicros / 1000)}`}
        {atomic === true ? ', at one moment.' : '; the process may have changed meanwhile.'}
      </p>
      {complete === false ? (
        <p class="note" role="alert">
          The listing is incomplete: the read ended early. Read again.
        </p>
      ) : null}
      <Remedies unavailable={rest.unavailable} />
    </>
  );
}
