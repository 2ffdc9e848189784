/** An address that leads to its place in the picture of a process. */
import { type IdentifiedProcess, placeLink } from './place';

interface Properties {
  readonly process: IdentifiedProcess;
  /** Absent where addresses are not shown to this reader. */
  readonly address: string | undefined;
}

export function AddressLink({ process, address }: Properties) {
  if (address === undefined) {
    return (
      <span class="unknown" title="needs the scope maps:addresses">
        not shown
      </span>
    );
  }
  return (
    <a class="address" href={placeLink(process, address)}>
      {address}
    </a>
  );
}
