/** The answer about one address of a process: where it is, and what is around it, and what an access does. */

import { Accesses } from '../process/Accesses';
import { gapWords, insideWords } from '../process/access';
import { MappingLine } from '../process/MappingLine';
import { placeLink } from '../process/place';
import { visible } from '../ui/text';
import type { Identity, Place } from './explain.browser';

interface Properties {
  readonly process: Identity;
  readonly place: Place;
}

export function AddressAnswer({ process, place }: Properties) {
  const found = 'inside' in place ? place.inside : place.gap;
  return (
    <section class="card" aria-label="Answer">
      <p class="lead">{'inside' in place ? insideWords(place.inside) : gapWords(place.gap)}</p>
      <p>
        {found.address === undefined ? null : (
          <a href={placeLink(process, found.address)}>
            Show {found.address} in <bdi>{visible(process.name ?? '')}</bdi> {process.pid}
          </a>
        )}
      </p>
      <ul class="lines">
        {found.above === undefined ? null : (
          <li>
            Above: <MappingLine mapping={found.above} process={process} />
          </li>
        )}
        {'inside' in place && place.inside.mapping !== undefined ? (
          <li>
            Here: <MappingLine mapping={place.inside.mapping} process={process} />
          </li>
        ) : null}
        {found.below === undefined ? null : (
          <li>
            Below: <MappingLine mapping={found.below} process={process} />
          </li>
        )}
      </ul>
      {found.address === undefined ? null : (
        <Accesses pid={String(process.pid)} startTicks={process.startTicks} address={found.address} />
      )}
    </section>
  );
}
