/** Shared memory segments that no process has mapped: they stay until somebody removes them. */
import type { components } from '../api/generated';
import { bytes } from '../ui/quantity';
import { Table } from '../ui/Table';
import { visible } from '../ui/text';

interface Properties {
  readonly segments: readonly components['schemas']['OrphanSegment'][];
  /** Namespaces that could be looked into. */
  readonly namespaces: string | undefined;
}

export function Orphans({ segments, namespaces }: Properties) {
  if (segments.length === 0) {
    return null;
  }
  const all = segments.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  return (
    <details>
      <summary>
        {segments.length} shared memory segments that nobody maps, {bytes(all)}
      </summary>
      {namespaces === undefined ? null : <p class="hint">{visible(namespaces)}</p>}
      <Table
        label="Segments that nobody maps"
        rows={segments}
        rowKey={({ id = '' }, index) => `${id} ${index}`}
        columns={[
          { heading: 'Id', cell: ({ id }) => id },
          { heading: 'Key', cell: ({ key }) => key },
          { heading: 'Size', numeric: true, cell: each => bytes(each.sizeBytes ?? 0) },
          { heading: 'Resident', numeric: true, cell: each => bytes(each.residentBytes ?? 0) },
          { heading: 'Swap', numeric: true, cell: each => bytes(each.swapBytes ?? 0) },
          { heading: 'Creator', numeric: true, cell: ({ creator }) => creator },
        ]}
      />
    </details>
  );
}
