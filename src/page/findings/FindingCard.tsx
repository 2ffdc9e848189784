/** One finding: what was found, why it matters, the evidence, and what to do. */
import type { ComponentChildren } from 'preact';
import { MappingLine } from '../process/MappingLine';
import type { IdentifiedProcess } from '../process/place';
import { count } from '../ui/quantity';
import { asSentence, visible } from '../ui/text';
import type { FindingOfProcess } from './severity';

interface Properties {
  readonly finding: FindingOfProcess;
  readonly process: IdentifiedProcess;
  /** Who it is about, where a list has findings of several processes. */
  readonly subject?: ComponentChildren;
}

export function FindingCard({ finding, process, subject }: Properties) {
  const { rule, severity, title = '', why = '', detail, remedy, mappings = 0, evidence = [] } = finding;
  return (
    <article class="card">
      <h3>
        <span class={`severity ${severity}`}>{severity}</span> {title}
        {subject === undefined ? null : <>: {subject}</>}
      </h3>
      <p>
        {detail === undefined ? null : <strong>{asSentence(visible(detail))} </strong>}
        {asSentence(visible(why))}
      </p>
      {evidence.length === 0 ? null : (
        <ul class="lines">
          {evidence.map((mapping, index) => (
            <li key={mapping.start ?? index}>
              <MappingLine mapping={mapping} process={process} />
            </li>
          ))}
        </ul>
      )}
      {mappings > evidence.length ? <p class="hint">and {count(mappings - evidence.length)} mappings more</p> : null}
      {remedy === undefined ? null : (
        <p>
          <strong>What to do:</strong> {asSentence(visible(remedy))}
        </p>
      )}
      <p class="hint">
        rule <code>{rule}</code>
      </p>
    </article>
  );
}
