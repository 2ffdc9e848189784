/** The selected mapping, or the gap at an address, in words. */
import { useEffect, useState } from 'preact/hooks';
import { Accesses } from '../process/Accesses';
import type { IdentifiedProcess } from '../process/place';
import { CopyButton } from '../ui/CopyButton';
import { type Fact, Facts } from '../ui/Facts';
import { bytes } from '../ui/quantity';
import { visible } from '../ui/text';
import { Swatch } from './Legend';
import { LOOKS } from './listing/categories';
import type { Columns, Measure } from './listing/columns';
import { knowsGaps } from './listing/gap-at';
import type { Listing } from './listing/listing.browser';
import { readAddress } from './listing/page-number';
import { keyOf } from './listing/selection';
import { PageStates } from './PageStates';
import { GapPlace, MappingPlace } from './Place';
import { labelText, mappingLine, permissionWords, rangeText } from './words';

interface Properties {
  readonly listing: Listing;
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly selected: number | undefined;
  /** The name of the selection in the address of the page. */
  readonly at: string | undefined;
}

/** Moves of the selection that follow each other faster ask the service nothing. */
const SETTLED_MILLIS = 250;

export function Detail({ listing, pid, startTicks, selected, at }: Properties) {
  const { columns } = listing;
  const wanted = at === undefined || !columns.addressed ? undefined : readAddress(at);
  const [settled, settle] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => settle(wanted), SETTLED_MILLIS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return (
    <section class="card detail" aria-label="Selection">
      <h2>Selection</h2>
      {at === undefined ? (
        <p class="hint">
          Nothing is selected. Click into the strip, choose a row, or go to an address; the keys <kbd>.</kbd> and{' '}
          <kbd>,</kbd> move to the next mapping, <kbd>?</kbd> shows all keys.
        </p>
      ) : null}
      {at !== undefined && wanted === undefined && selected === undefined ? (
        <p role="status">
          <bdi>{visible(at)}</bdi> is neither an address nor the place of a mapping.
        </p>
      ) : null}
      {selected === undefined ? null : <MappingFacts columns={columns} mapping={selected} />}
      {settled === undefined || settled !== wanted ? null : (
        <>
          {selected === undefined ? (
            <Unmapped listing={listing} process={{ pid: Number(pid), startTicks }} address={settled} />
          ) : (
            <MappingPlace pid={pid} startTicks={startTicks} address={settled} />
          )}
          <Accesses pid={pid} startTicks={startTicks} address={settled} />
        </>
      )}
      {selected === undefined || !columns.addressed ? null : (
        <PageStates columns={columns} pid={pid} startTicks={startTicks} mapping={selected} />
      )}
      {selected === undefined ? null : (
        <p>
          <CopyButton label="Copy the row" text={() => mappingLine(columns, selected)} />{' '}
          <CopyButton label="Copy the link" text={() => location.href} />
        </p>
      )}
    </section>
  );
}

interface UnmappedProperties {
  readonly listing: Listing;
  readonly process: IdentifiedProcess;
  readonly address: string;
}

/** An address without a mapping: a gap if all mappings are known, and else nobody knows. */
function Unmapped({ listing, process, address }: UnmappedProperties) {
  if (knowsGaps(listing.rest)) {
    return <GapPlace columns={listing.columns} process={process} address={address} />;
  }
  return listing.reading ? (
    <p class="waiting">Reading …</p>
  ) : (
    <p>What is at {address} is not known: the listing was not read to its end.</p>
  );
}

function MappingFacts({ columns, mapping }: { readonly columns: Columns; readonly mapping: number }) {
  const category = columns.categoryAt(mapping);
  const usage = (measure: Measure) => bytes(columns.usage(mapping, measure) ?? 0);
  const facts: Fact[] = [
    [columns.addressed ? 'Addresses' : 'Place', <span class="address">{rangeText(columns, mapping)}</span>],
    ['Size', bytes(columns.bytes(mapping))],
    [
      'Category',
      <>
        <Swatch category={category} /> {LOOKS[category].words}
        {columns.isGuessed(mapping) ? <span class="hint">, a guess from sizes, places and neighbours</span> : null}
      </>,
    ],
    [
      'Access',
      <>
        <code>{columns.permissionsAt(mapping)}</code>: {permissionWords(columns, mapping)}
      </>,
    ],
    [
      'File or name',
      columns.labelAt(mapping) === undefined ? undefined : (
        <bdi class="path">
          {labelText(columns, mapping)}
          {columns.isDeleted(mapping) ? ' (deleted)' : ''}
        </bdi>
      ),
    ],
    ...(columns.measured
      ? ([
          ['Resident', usage('resident')],
          ['Proportional (PSS)', usage('proportional')],
          ['Swapped out', usage('swap')],
        ] as const)
      : ([['In memory', <span class="unknown">not read</span>]] as const)),
  ];
  return <Facts key={keyOf(columns, mapping)} facts={facts} />;
}
