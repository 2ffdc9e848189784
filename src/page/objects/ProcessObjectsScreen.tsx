/** The ELF objects that a process has loaded. */

import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import type { ProcessScreenProperties } from '../process/ProcessFrame';
import { exactPattern } from '../process/pattern';
import { pinned } from '../process/place';
import { formatRoute } from '../route/address';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { Remedies } from '../ui/Remedies';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';
import { ObjectDetails } from './ObjectDetails';
import {
  isStale,
  type LoadedObject,
  missingLibraries,
  objectName,
  objectsSentence,
  onDisk,
  weaknesses,
} from './object';

export function ProcessObjectsScreen({ process, pid, startTicks }: ProcessScreenProperties) {
  const [open, setOpen] = useState<string>();
  const query = pinned(startTicks);
  const shown = useAnswer(`objects of ${pid} ${startTicks}`, signal =>
    outcome(client.GET('/api/processes/{pid}/objects', { params: { path: { pid }, query }, signal })),
  );
  const more: TableColumn<LoadedObject> = {
    heading: 'More',
    cell: ({ id }) =>
      id === undefined ? (
        <span class="unknown">no id</span>
      ) : (
        <button type="button" aria-expanded={id === open} onClick={() => setOpen(id === open ? undefined : id)}>
          {id === open ? 'Hide' : 'Show'}
        </button>
      ),
  };
  return (
    <>
      <CopyButton label="Copy as curl" text={() => curl(`/api/processes/${pid}/objects`, pinned(startTicks))} />
      <Answered shown={shown}>
        {({ objects = [], unavailable }) => (
          <>
            <p class="lead">{objectsSentence(objects)}</p>
            <Table
              label="Objects"
              rows={objects}
              rowKey={(object, index) => `${index} ${object.id}`}
              columns={[...COLUMNS, more]}
              details={object =>
                object.id !== undefined && object.id === open ? (
                  <ObjectDetails pid={pid} startTicks={startTicks} id={object.id} process={process} />
                ) : undefined
              }
            />
            <Remedies unavailable={unavailable} />
          </>
        )}
      </Answered>
    </>
  );
}

const BUILD_ID_SHOWN = 12;

const COLUMNS: readonly TableColumn<LoadedObject>[] = [
  {
    heading: 'Object',
    cell: object =>
      object.path === undefined ? (
        <bdi>{visible(objectName(object))}</bdi>
      ) : (
        <a
          class="path"
          title="Who maps it?"
          href={formatRoute({ screen: 'objects', parameters: { path: exactPattern(object.path) } })}
        >
          <bdi>{visible(object.path)}</bdi>
        </a>
      ),
  },
  { heading: 'Role', cell: ({ role }) => role },
  {
    heading: 'Build id',
    cell: ({ buildId }) =>
      buildId === undefined ? (
        <span class="unknown">none</span>
      ) : (
        <code class="unbroken" title={buildId}>
          {visible(buildId.slice(0, BUILD_ID_SHOWN))}
        </code>
      ),
  },
  {
    heading: 'On disk',
    cell: object => (isStale(object) ? <strong class="verdict growing">{onDisk(object)}</strong> : onDisk(object)),
  },
  {
    heading: 'Missing libraries',
    cell: object => {
      const missing = missingLibraries(object);
      return missing.length === 0 ? (
        'nothing'
      ) : (
        <strong class="verdict leaking">{missing.map(visible).join(', ')}</strong>
      );
    },
  },
  {
    heading: 'Missing hardening',
    cell: object => {
      const weak = weaknesses(object);
      return weak === undefined ? <span class="unknown">not known</span> : weak.join(', ') || 'nothing';
    },
  },
];
