/** A mapping on one line, with a link to its place. */
import { visible } from '../ui/text';
import { AddressLink } from './AddressLink';
import { type Mapping, mappingFacts, mappingName } from './mapping';
import type { IdentifiedProcess } from './place';

interface Properties {
  readonly mapping: Mapping;
  /** The process that has it; absent for a listing without a process. */
  readonly process?: IdentifiedProcess | undefined;
}

export function MappingLine({ mapping, process }: Properties) {
  return (
    <span class="mapping-line">
      {process === undefined ? (
        <span class="address">{mapping.start}</span>
      ) : (
        <AddressLink process={process} address={mapping.start} />
      )}{' '}
      <bdi class="path">{visible(mappingName(mapping))}</bdi> <span class="faint">{mappingFacts(mapping)}</span>
    </span>
  );
}
