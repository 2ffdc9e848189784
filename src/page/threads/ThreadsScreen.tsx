/** The threads of a process, which all share its address space. */

import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import type { ProcessScreenProperties } from '../process/ProcessFrame';
import { pinned } from '../process/place';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { dayAndClock } from '../ui/moment';
import { count } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { ShowMore } from '../ui/ShowMore';
import { Table } from '../ui/Table';
import { visible } from '../ui/text';

const EVERY_SECONDS = 10;
const FIRST = 100;
const MOST = 1000;

export function ThreadsScreen({ pid, startTicks }: ProcessScreenProperties) {
  const [limit, setLimit] = useState(FIRST);
  const query = { limit, ...pinned(startTicks) };
  const shown = useAnswer(
    `threads of ${pid} ${startTicks} ${limit}`,
    signal => outcome(client.GET('/api/processes/{pid}/threads', { params: { path: { pid }, query }, signal })),
    EVERY_SECONDS,
    `threads of ${pid} ${startTicks}`,
  );
  const number = (value: number | undefined) =>
    value === undefined ? <span class="unknown">not known</span> : count(value);
  return (
    <>
      <CopyButton
        label="Copy as curl"
        text={() => curl(`/api/processes/${pid}/threads`, { limit: String(limit), ...pinned(startTicks) })}
      />
      <Answered shown={shown}>
        {({ threads = [], total = threads.length, explanation, unavailable }) => (
          <>
            <p class="lead">
              {total === 1 ? 'One thread' : `${count(total)} threads`}
              {threads.length < total ? `; the first ${threads.length} are shown` : ''}.
            </p>
            {explanation === undefined ? null : <p>{explanation}</p>}
            <Table
              label="Threads"
              rows={threads}
              rowKey={({ tid = 0 }) => tid}
              columns={[
                { heading: 'TID', numeric: true, cell: ({ tid }) => tid },
                { heading: 'Name', cell: ({ name = '' }) => <bdi>{visible(name)}</bdi> },
                { heading: 'State', cell: ({ state }) => state ?? <span class="unknown">not known</span> },
                { heading: 'Role', cell: thread => roleOf(thread) },
                {
                  heading: 'Since',
                  cell: ({ startTime }) =>
                    startTime === undefined ? <span class="unknown">not known</span> : dayAndClock(new Date(startTime)),
                },
                { heading: 'Minor faults', numeric: true, cell: ({ minorFaults }) => number(minorFaults) },
                { heading: 'Major faults', numeric: true, cell: ({ majorFaults }) => number(majorFaults) },
              ]}
            />
            <ShowMore shown={threads.length} total={total} onMore={limit < MOST ? () => setLimit(MOST) : undefined} />
            <Remedies unavailable={unavailable} />
          </>
        )}
      </Answered>
    </>
  );
}

function roleOf({ first, kernelWorker }: { readonly first?: boolean; readonly kernelWorker?: boolean }): string {
  if (first === true) {
    return 'main thread';
  }
  return kernelWorker === true ? 'kernel worker' : 'thread';
}
