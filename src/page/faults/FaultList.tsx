/** The faults that the kernel of this node logged. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { count } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { ShowMore } from '../ui/ShowMore';
import { Table } from '../ui/Table';
import { visible } from '../ui/text';
import { FaultFacts } from './FaultFacts';
import { LiveProcess } from './LiveProcess';
import { type Fault, faultTitle, loggedWords } from './words';

const EVERY_SECONDS = 15;
const FIRST = 25;
const MOST = 1000;

export function FaultList() {
  const [limit, setLimit] = useState(FIRST);
  const [open, setOpen] = useState<string>();
  const shown = useAnswer(
    `faults ${limit}`,
    signal => outcome(client.GET('/api/faults', { params: { query: { limit } }, signal })),
    EVERY_SECONDS,
    'faults',
  );
  return (
    <section aria-labelledby="logged">
      <h2 id="logged">What the kernel logged</h2>
      <Answered shown={shown}>
        {({ faults = [], total = 0, segfaults = 0, oomKills = 0, suppressed = 0, notes = [], unavailable }) => (
          <>
            <p>
              {count(total)} {total === 1 ? 'fault' : 'faults'}. Since this service started: {count(segfaults)}{' '}
              segmentation faults, {count(oomKills)} OOM kills
              {suppressed > 0 ? `; the kernel left out ${count(suppressed)} more` : ''}.{' '}
              <CopyButton label="Copy as curl" text={() => curl('/api/faults', { limit: String(limit) })} />
            </p>
            {faults.length === 0 ? null : (
              <Table
                label="Faults"
                rows={faults}
                rowKey={faultKey}
                columns={columns(open, setOpen)}
                details={fault =>
                  faultKey(fault) === open ? (
                    <>
                      <LiveProcess fault={fault} />
                      <FaultFacts fault={fault} />
                    </>
                  ) : undefined
                }
              />
            )}
            <ShowMore shown={faults.length} total={total} onMore={limit < MOST ? () => setLimit(MOST) : undefined} />
            <details>
              <summary>What the kernel does not log</summary>
              <ul class="lines">
                {notes.map(note => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </details>
            <Remedies unavailable={unavailable} />
          </>
        )}
      </Answered>
    </section>
  );
}

function faultKey(fault: Fault): string {
  return `${fault.at} ${fault.tid} ${fault.line}`;
}

function columns(open: string | undefined, setOpen: (key: string | undefined) => void) {
  return [
    {
      heading: 'When',
      cell: loggedWords,
    },
    { heading: 'Name', cell: ({ name = '' }: Fault) => <bdi>{visible(name)}</bdi> },
    { heading: 'Thread', numeric: true, cell: ({ tid, pid }: Fault) => tid ?? pid },
    { heading: 'Fault', cell: (fault: Fault) => faultTitle(fault) },
    {
      heading: 'More',
      cell: (fault: Fault) => {
        const key = faultKey(fault);
        const isOpen = key === open;
        return (
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? undefined : key)}>
            {isOpen ? 'Hide' : 'Show'}
          </button>
        );
      },
    },
  ];
}
