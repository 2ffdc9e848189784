/** The answer about a pasted listing: its picture, its summary and its findings. */
import { MappingLine } from '../process/MappingLine';
import { ListedSpace } from '../space/ListedSpace';
import { bytes, count } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { Table } from '../ui/Table';
import { visible } from '../ui/text';
import type { PastedAddressSpace } from './explain.browser';
import { listingWords } from './listing';

/** Mappings of a finding that are shown. */
const SHOWN = 8;

export function ListingAnswer({ answer }: { readonly answer: PastedAddressSpace }) {
  const { summary, findings = [], forgiven = [], mappings = [] } = answer;
  return (
    <section class="card" aria-label="Answer">
      <p class="lead">{listingWords(answer)}</p>
      {forgiven.length === 0 ? null : (
        <ul class="lines">
          {forgiven.map(each => (
            <li key={each}>{visible(each)}</li>
          ))}
        </ul>
      )}
      <ListedSpace rows={mappings} />
      <Table
        label="Categories of the listing"
        rows={summary?.byCategory ?? []}
        rowKey={({ category = '' }) => category}
        columns={[
          { heading: 'Category', cell: ({ category }) => category },
          { heading: 'Mappings', numeric: true, cell: each => count(each.mappings ?? 0) },
          { heading: 'Virtual', numeric: true, cell: each => bytes(each.virtualBytes ?? 0) },
          {
            heading: 'Resident',
            numeric: true,
            cell: each =>
              each.residentBytes === undefined ? (
                <span class="unknown">not in the listing</span>
              ) : (
                bytes(each.residentBytes)
              ),
          },
        ]}
      />
      {findings.map(({ rule, severity, title, why, detail, evidence = [] }) => (
        <div key={rule}>
          <h2>
            <span class={`severity ${severity}`}>{severity}</span> {title}
          </h2>
          <p>{[why, detail].flatMap(each => (each === undefined ? [] : [visible(each)])).join('; ')}</p>
          <ul class="lines">
            {evidence.slice(0, SHOWN).map(ordinal => {
              const mapping = mappings[ordinal];
              return (
                <li key={ordinal}>
                  {mapping === undefined ? `mapping ${ordinal}` : <MappingLine mapping={mapping} />}
                </li>
              );
            })}
          </ul>
          {evidence.length > SHOWN ? <p class="hint">{evidence.length - SHOWN} more</p> : null}
        </div>
      ))}
      {findings.length === 0 ? <p>No rule finds anything in it.</p> : null}
      <Remedies unavailable={answer.unavailable} />
    </section>
  );
}
