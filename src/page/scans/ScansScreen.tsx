/** The expensive reads: what is left of the budget, and what the last ones cost. */
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import { formatRoute } from '../route/address';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { Facts } from '../ui/Facts';
import { dayAndClock } from '../ui/moment';
import { milliseconds, percent } from '../ui/quantity';
import { Table } from '../ui/Table';
import { budgetSentence, costWords, decisionWords } from './scan';

const EVERY_SECONDS = 5;

export function ScansScreen() {
  const shown = useAnswer('scans', signal => outcome(client.GET('/api/scans', { signal })), EVERY_SECONDS);
  return (
    <>
      <h1>Scans</h1>
      <p>
        Some reads make the kernel walk the page tables of a process, which waits meanwhile. They have a budget, and
        none is made unless somebody asks for it or the configuration says so.{' '}
        <CopyButton label="Copy as curl" text={() => curl('/api/scans')} />
      </p>
      <Answered shown={shown}>
        {scans => (
          <>
            <p class="lead" role="status">
              {budgetSentence(scans)}
            </p>
            <Facts
              facts={[
                ['Budget', scans.budgetCores === undefined ? undefined : `${percent(scans.budgetCores)} of a core`],
                ['Used of it', scans.usedRatio === undefined ? undefined : percent(scans.usedRatio)],
                ['Spent so far', scans.spentMillis === undefined ? undefined : milliseconds(scans.spentMillis)],
                [
                  'Limit of one read',
                  scans.maxReadMillis === undefined ? undefined : milliseconds(scans.maxReadMillis),
                ],
                ['Answers are kept for', scans.cacheMillis === undefined ? undefined : milliseconds(scans.cacheMillis)],
                ['Waiting', scans.waiting],
                ['Stuck reads', scans.quarantined],
              ]}
            />
            <h2>Last decisions</h2>
            {scans.decisions === undefined || scans.decisions.length === 0 ? (
              <p>None yet.</p>
            ) : (
              <Table
                label="Last decisions"
                rows={scans.decisions}
                rowKey={({ at = '', pid = 0, file = '' }) => `${at} ${pid} ${file}`}
                columns={[
                  { heading: 'When', cell: ({ at }) => (at === undefined ? '' : dayAndClock(new Date(at))) },
                  {
                    heading: 'Process',
                    numeric: true,
                    cell: ({ pid }) => (
                      <a href={formatRoute({ screen: 'space', process: { pid: String(pid) }, parameters: {} })}>
                        {pid}
                      </a>
                    ),
                  },
                  { heading: 'File', cell: ({ file }) => <code>{file}</code> },
                  { heading: 'Decision', cell: decision => decisionWords(decision) },
                  { heading: 'Estimate', numeric: true, cell: each => costWords(each.estimateMillis, 'not estimated') },
                  { heading: 'Actual cost', numeric: true, cell: each => costWords(each.costMillis, 'not read') },
                ]}
              />
            )}
          </>
        )}
      </Answered>
    </>
  );
}
