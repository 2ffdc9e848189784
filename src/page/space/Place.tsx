/** The place of an address: in a mapping, or in a gap, with the neighbours. */

import type { ComponentChildren } from 'preact';
import { useAnswer } from '../api/answer.browser';
import { client, outcome } from '../api/client.browser';
import type { components } from '../api/generated';
import { gapWords, insideWords } from '../process/access';
import { MappingLine } from '../process/MappingLine';
import type { IdentifiedProcess } from '../process/place';
import { pinned } from '../process/place';
import { ProblemNote } from '../ui/ProblemNote';
import { bytes } from '../ui/quantity';
import type { Columns } from './listing/columns';
import { gapAt } from './listing/gap-at';

type Neighbour = components['schemas']['NeighbourView'];

interface MappingProperties {
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly address: string;
}

/** What the service says about an address in a mapping. */
export function MappingPlace({ pid, startTicks, address }: MappingProperties) {
  const query = pinned(startTicks);
  const { answer, problem } = useAnswer(`place ${pid} ${startTicks} ${address}`, signal =>
    outcome(client.GET('/api/processes/{pid}/maps/{address}', { params: { path: { pid, address }, query }, signal })),
  );
  if (answer === undefined) {
    return problem === undefined ? <p class="waiting">Looking …</p> : <ProblemNote problem={problem} />;
  }
  const { above, below, buildId, mapping, offsetInMappingBytes: offset = 0 } = answer;
  const behind = (mapping?.sizeBytes ?? 0) - offset;
  return (
    <div aria-live="polite">
      <p>{insideWords(answer)}</p>
      <ul class="lines">
        <Beside name="Above" neighbour={above} process={answer}>
          {gapBeside((above?.distanceBytes ?? 0) - behind)}
        </Beside>
        <Beside name="Below" neighbour={below} process={answer}>
          {gapBeside((below?.distanceBytes ?? 0) - offset - 1)}
        </Beside>
      </ul>
      {buildId === undefined ? null : (
        <p class="hint">
          Build id <code>{buildId}</code>
        </p>
      )}
    </div>
  );
}

interface GapProperties {
  readonly columns: Columns;
  readonly process: IdentifiedProcess;
  readonly address: string;
}

/** What the listing says about an address between mappings. */
export function GapPlace({ columns, process, address }: GapProperties) {
  const gap = gapAt(columns, address);
  return (
    <div aria-live="polite">
      <p>{gapWords(gap)}</p>
      <ul class="lines">
        <Beside name="Above" neighbour={gap.above} process={process}>
          , {bytes(gap.above?.distanceBytes ?? 0)} away
        </Beside>
        <Beside name="Below" neighbour={gap.below} process={process}>
          , {bytes(gap.below?.distanceBytes ?? 0)} away
        </Beside>
      </ul>
    </div>
  );
}

interface BesideProperties {
  readonly name: string;
  readonly neighbour: Neighbour | undefined;
  readonly process: IdentifiedProcess;
  readonly children: ComponentChildren;
}

function Beside({ name, neighbour, process, children }: BesideProperties) {
  return neighbour === undefined ? null : (
    <li>
      {name}
      {children}: <MappingLine mapping={neighbour} process={process} />
    </li>
  );
}

function gapBeside(size: number): string {
  return size <= 0 ? ', adjacent' : `, after a gap of ${bytes(size)}`;
}
