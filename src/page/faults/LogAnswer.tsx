/** The answer about lines of a kernel log: each fault in words, and its place in a process. */
import { MappingLine } from '../process/MappingLine';
import { placeLink } from '../process/place';
import { Remedies } from '../ui/Remedies';
import { visible } from '../ui/text';
import type { ExplainedFaults, Identity } from './explain.browser';
import { FaultFacts } from './FaultFacts';
import { type Fault, faultTitle } from './words';

interface Properties {
  readonly answer: ExplainedFaults;
  readonly process: Identity | undefined;
}

export function LogAnswer({ answer, process }: Properties) {
  const { faults = [], places = [], notUnderstood = [] } = answer;
  return (
    <section aria-label="Answer">
      {faults.map((fault, index) => (
        <article class="card" key={`${index} ${fault.line}`}>
          <h2>
            <bdi>{visible(fault.name ?? 'Unknown name')}</bdi>: {faultTitle(fault)}
          </h2>
          {process === undefined ? null : (
            <PlaceOfFault fault={fault} places={places.find(each => each.fault === index)} process={process} />
          )}
          <FaultFacts fault={fault} />
        </article>
      ))}
      {notUnderstood.length === 0 ? null : <p class="hint">Not understood: lines {notUnderstood.join(', ')}.</p>}
      <Remedies unavailable={answer.unavailable} />
    </section>
  );
}

interface PlaceProperties {
  readonly fault: Fault;
  readonly places: NonNullable<ExplainedFaults['places']>[number] | undefined;
  readonly process: Identity;
}

/** The place of a fault in the process as it is now: another run of the program has other addresses. */
function PlaceOfFault({ fault, places, process }: PlaceProperties) {
  const { addressIn, ipIn } = places ?? {};
  return (
    <ul class="lines">
      {fault.address === undefined ? null : (
        <li>
          <a href={placeLink(process, fault.address)}>Show {fault.address}</a>:{' '}
          {addressIn === undefined ? 'no mapping is there now' : <MappingLine mapping={addressIn} process={process} />}
        </li>
      )}
      {fault.ip === undefined ? null : (
        <li>
          <a href={placeLink(process, fault.ip)}>Show the instruction at {fault.ip}</a>:{' '}
          {ipIn === undefined ? 'no mapping is there now' : <MappingLine mapping={ipIn} process={process} />}
        </li>
      )}
    </ul>
  );
}
