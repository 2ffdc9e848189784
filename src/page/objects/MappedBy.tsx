/** The processes that map one object. */
import type { components } from '../api/generated';
import { exactPattern } from '../process/pattern';
import { screenOf } from '../process/place';
import { formatRoute } from '../route/address';
import { bytes, count } from '../ui/quantity';
import { Table } from '../ui/Table';
import { visible } from '../ui/text';

interface Properties {
  readonly object: components['schemas']['SharedObject'];
}

export function MappedBy({ object }: Properties) {
  const { mappers = [], processes = 0, path, name = '' } = object;
  const parameters: Record<string, string> = path === undefined ? {} : { path: exactPattern(path) };
  return (
    <>
      <Table
        label={`Processes that map ${visible(path ?? name)}`}
        rows={mappers}
        rowKey={({ pid = 0 }) => pid}
        columns={[
          { heading: 'PID', numeric: true, cell: ({ pid }) => pid },
          {
            heading: 'Name',
            cell: mapper => (
              <a href={formatRoute({ ...screenOf(mapper, 'space'), parameters })}>
                <bdi>{visible(mapper.name ?? '')}</bdi>
              </a>
            ),
          },
          { heading: 'Mappings', numeric: true, cell: each => count(each.mappings ?? 0) },
          { heading: 'Virtual', numeric: true, cell: each => bytes(each.virtualBytes ?? 0) },
        ]}
      />
      {processes > mappers.length ? <p class="hint">and {count(processes - mappers.length)} processes more</p> : null}
    </>
  );
}
