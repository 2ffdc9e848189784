/** The parts of an ELF file: program headers, sections, dynamic entries and notes. */
import type { components } from '../api/generated';
import { bytes } from '../ui/quantity';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';

type Parts = components['schemas']['ObjectPartsView'];

export function ObjectParts({ parts }: { readonly parts: Parts }) {
  const { header, programHeaders = [], sections = [], dynamicEntries = [], notes = [] } = parts;
  return (
    <>
      {header === undefined ? null : (
        <p class="hint">
          {header.bits} bits, {header.byteOrder}-endian, {header.osAbi}
          {header.entry === undefined ? '' : `, entry at ${header.entry}`}
        </p>
      )}
      <Part
        name="Program headers"
        rows={programHeaders}
        columns={[
          { heading: 'Type', cell: ({ type = '' }) => visible(type) },
          { heading: 'Flags', cell: ({ flags = '' }) => <code>{flags}</code> },
          { heading: 'Offset', cell: ({ offset }) => offset },
          { heading: 'Address', cell: ({ virtualAddress }) => virtualAddress },
          { heading: 'In file', numeric: true, cell: ({ fileBytes = 0 }) => bytes(fileBytes) },
          { heading: 'In memory', numeric: true, cell: ({ memoryBytes = 0 }) => bytes(memoryBytes) },
        ]}
      />
      <Part
        name="Sections"
        rows={sections}
        columns={[
          { heading: 'Name', cell: ({ name = '' }) => <bdi>{visible(name)}</bdi> },
          { heading: 'Type', cell: ({ type = '' }) => visible(type) },
          { heading: 'Flags', cell: ({ flags }) => flags },
          { heading: 'Address', cell: ({ address }) => address },
          { heading: 'Size', numeric: true, cell: ({ sizeBytes = 0 }) => bytes(sizeBytes) },
        ]}
      />
      <Part
        name="Dynamic entries"
        rows={dynamicEntries}
        columns={[
          { heading: 'Tag', cell: ({ tag = '' }) => visible(tag) },
          { heading: 'Value', cell: ({ value }) => value },
          { heading: 'Text', cell: ({ text = '' }) => <bdi>{visible(text)}</bdi> },
        ]}
      />
      <Part
        name="Notes"
        rows={notes}
        columns={[
          { heading: 'Owner', cell: ({ owner = '' }) => <bdi>{visible(owner)}</bdi> },
          { heading: 'Type', cell: ({ type = '' }) => visible(type) },
          { heading: 'Content', cell: ({ text, content = '' }) => <code>{visible(text ?? content)}</code> },
        ]}
      />
    </>
  );
}

interface PartProperties<R> {
  readonly name: string;
  readonly rows: readonly R[];
  readonly columns: readonly TableColumn<R>[];
}

function Part<R>({ name, rows, columns }: PartProperties<R>) {
  if (rows.length === 0) {
    return null;
  }
  return (
    <details>
      <summary>
        {name} ({rows.length})
      </summary>
      <Table label={name} rows={rows} rowKey={(_, index) => index} columns={columns} />
    </details>
  );
}
