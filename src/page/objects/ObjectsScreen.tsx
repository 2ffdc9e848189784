/** The objects that the processes of the node have mapped: who maps what. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import type { components } from '../api/generated';
import { pathPattern } from '../process/pattern';
import type { Route } from '../route/address';
import { adjust, withParameters } from '../route/current.browser';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { bytes, count } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';
import { Unknown } from '../ui/Unknown';
import { MappedBy } from './MappedBy';
import { Orphans } from './Orphans';

type SharedObject = components['schemas']['SharedObject'];

const LIMIT = 100;

export function ObjectsScreen({ route }: { readonly route: Route }) {
  const { path = '' } = route.parameters;
  const pattern = pathPattern(path);
  const filters = pattern === '' ? {} : { path: pattern };
  const [open, setOpen] = useState<string>();
  const shown = useAnswer(`objects ${pattern}`, signal =>
    outcome(client.GET('/api/objects', { params: { query: { ...filters, limit: LIMIT } }, signal })),
  );
  return (
    <>
      <h1>Objects</h1>
      <form class="controls" onSubmit={event => event.preventDefault()}>
        <label>
          Who maps{' '}
          <input
            type="search"
            data-key="/"
            value={path}
            placeholder="libssl, /usr/lib/*.so"
            onChange={event => adjust(withParameters(route, { path: event.currentTarget.value.trim() }))}
          />
        </label>
        <button type="submit">Find</button>
        <CopyButton label="Copy as curl" text={() => curl('/api/objects', filters)} />
      </form>
      <Answered shown={shown}>
        {({ objects = [], total = 0, hint, orphans = [], orphansOf, unavailable }) => {
          const only = objects.length === 1 ? objects[0] : undefined;
          const columns = [...COLUMNS, resident(unavailable), ...(only === undefined ? [more(open, setOpen)] : [])];
          return (
            <>
              <p class="lead" role="status">
                {total === 0 ? 'No process maps such an object.' : objectsWords(total, objects.length)}
              </p>
              {hint === undefined ? null : <p class="hint">{visible(hint)}</p>}
              <Table
                label="Mapped objects"
                rows={objects}
                rowKey={keyOf}
                columns={columns}
                details={object =>
                  object === only || keyOf(object) === open ? <MappedBy object={object} /> : undefined
                }
              />
              {path === '' ? <Orphans segments={orphans} namespaces={orphansOf} /> : null}
              <Remedies unavailable={unavailable} />
            </>
          );
        }}
      </Answered>
    </>
  );
}

function objectsWords(total: number, shown: number): string {
  const all = `${count(total)} ${total === 1 ? 'object' : 'objects'}`;
  return shown < total ? `${all}; the first ${shown} are shown.` : `${all}.`;
}

function keyOf({ device, inode, path, name }: SharedObject): string {
  return `${device} ${inode} ${path ?? name}`;
}

const COLUMNS: readonly TableColumn<SharedObject>[] = [
  {
    heading: 'Object',
    cell: ({ path, name, deleted }) => (
      <>
        <bdi class="path">{visible(path ?? name ?? 'no name')}</bdi>
        {deleted ? <strong class="verdict growing"> deleted</strong> : null}
      </>
    ),
  },
  { heading: 'Kind', cell: ({ kind }) => kind },
  { heading: 'Processes', numeric: true, cell: ({ processes = 0 }) => count(processes) },
  { heading: 'Mappings', numeric: true, cell: ({ mappings = 0 }) => count(mappings) },
  { heading: 'Mapped once', numeric: true, cell: ({ mappedBytes = 0 }) => bytes(mappedBytes) },
  { heading: 'In all processes', numeric: true, cell: ({ virtualBytes = 0 }) => bytes(virtualBytes) },
];

function resident(unavailable: components['schemas']['UnavailableView'][] | undefined): TableColumn<SharedObject> {
  return {
    heading: 'Resident',
    numeric: true,
    cell: ({ residentBytes }) =>
      residentBytes === undefined ? (
        <Unknown field="objects[].residentBytes" unavailable={unavailable} />
      ) : (
        bytes(residentBytes)
      ),
  };
}

function more(open: string | undefined, setOpen: (key: string | undefined) => void): TableColumn<SharedObject> {
  return {
    heading: 'Mapped by',
    cell: object => {
      const isOpen = keyOf(object) === open;
      return (
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? undefined : keyOf(object))}>
          {isOpen ? 'Hide' : 'Show'}
        </button>
      );
    },
  };
}
