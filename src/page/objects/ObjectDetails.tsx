/** One ELF object in full, read when somebody opens it. */

import { useAnswer } from '../api/answer.browser';
import { client, outcome } from '../api/client.browser';
import { AddressLink } from '../process/AddressLink';
import type { IdentifiedProcess } from '../process/place';
import { pinned } from '../process/place';
import { Answered } from '../ui/Answered';
import { Facts } from '../ui/Facts';
import { bytes } from '../ui/quantity';
import { Table } from '../ui/Table';
import { visible } from '../ui/text';
import { ObjectParts } from './ObjectParts';

interface Properties {
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly id: string;
  readonly process: IdentifiedProcess;
}

export function ObjectDetails({ pid, startTicks, id, process }: Properties) {
  const query = pinned(startTicks);
  const shown = useAnswer(`object ${pid} ${startTicks} ${id}`, signal =>
    outcome(
      client.GET('/api/processes/{pid}/objects/{buildId}', { params: { path: { pid, buildId: id }, query }, signal }),
    ),
  );
  const shownText = (text: string | undefined) => (text === undefined ? undefined : <bdi>{visible(text)}</bdi>);
  return (
    <Answered shown={shown}>
      {({ object, parts }) => (
        <>
          <Facts
            facts={[
              ['Build id', object?.buildId === undefined ? undefined : <code>{visible(object.buildId)}</code>],
              ['Build id on the disk', shownText(object?.buildIdOnDisk)],
              ['Soname', shownText(object?.soname)],
              ['Type', object?.type],
              ['Machine', object?.machine],
              ['Symbols', object?.stripped === undefined ? undefined : object.stripped ? 'stripped' : 'present'],
              ['Interpreter', shownText(object?.interpreter)],
              ['Runpath', shownText(object?.runpath ?? object?.rpath)],
              ['Debug file', shownText(object?.debugLink?.file)],
              ['Load bias', object?.loadBias],
              ['Needs', object?.needed?.map(({ name = '' }) => visible(name)).join(', ') || undefined],
            ]}
          />
          {object?.complaints === undefined || object.complaints.length === 0 ? null : (
            <ul class="lines">
              {object.complaints.map(each => (
                <li key={each}>{visible(each)}</li>
              ))}
            </ul>
          )}
          <Table
            label="Segments"
            rows={object?.segments ?? []}
            rowKey={(segment, index) => `${index} ${segment.offset}`}
            columns={[
              { heading: 'Segment', cell: ({ flags = '' }) => <code>{flags}</code> },
              { heading: 'In file', numeric: true, cell: ({ fileBytes = 0 }) => bytes(fileBytes) },
              { heading: 'In memory', numeric: true, cell: ({ memoryBytes = 0 }) => bytes(memoryBytes) },
              {
                heading: 'Mappings',
                cell: ({ mappings = [] }) =>
                  mappings.length === 0
                    ? 'not mapped'
                    : mappings.map((mapping, index) => (
                        <div key={mapping.start ?? index}>
                          <AddressLink process={process} address={mapping.start} /> {mapping.permissions}{' '}
                          {bytes(mapping.sizeBytes ?? 0)}
                        </div>
                      )),
              },
            ]}
          />
          {parts === undefined ? null : <ObjectParts parts={parts} />}
        </>
      )}
    </Answered>
  );
}
