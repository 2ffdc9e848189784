/** What grows on the node: processes and groups, the worst first. */
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import { screenLink } from '../process/place';
import { formatRoute, type Route } from '../route/address';
import { adjust, withParameters } from '../route/current.browser';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { dayAndClock, durationSeconds } from '../ui/moment';
import { duration } from '../ui/quantity';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';
import { VerdictWord } from '../ui/VerdictWord';
import { amount, categoryWords, measureWords, rate, signedAmount } from './measures';
import { type Growing, type GrowingGroup, type GrowingProcess, limitWords, RANKED, rankingSentence } from './ranking';

const EVERY_SECONDS = 10;
const LIMIT = 50;

export function RankingScreen({ route }: { readonly route: Route }) {
  const { measure = '' } = route.parameters;
  const query = { limit: LIMIT, walk: false, ...(measure === '' ? {} : { measure }) };
  const shown = useAnswer(
    `growing ${measure}`,
    signal => outcome(client.GET('/api/growth', { params: { query }, signal })),
    EVERY_SECONDS,
  );
  const choices = RANKED.includes(measure) ? RANKED : [...RANKED, measure];
  return (
    <>
      <h1>What grows</h1>
      <p class="controls">
        <label>
          Ranked by{' '}
          <select
            value={measure}
            onChange={event => adjust(withParameters(route, { measure: event.currentTarget.value }))}
          >
            {choices.map(each => (
              <option key={each} value={each}>
                {each === '' ? 'the worst verdict' : visible(measureWords(each))}
              </option>
            ))}
          </select>
        </label>
        <CopyButton label="Copy as curl" text={() => curl('/api/growth', query)} />
      </p>
      <Answered shown={shown}>{growing => <Ranking growing={growing} />}</Answered>
    </>
  );
}

function Ranking({ growing }: { readonly growing: Growing }) {
  const { processes = [], groups = [], window, capture } = growing;
  const seconds = durationSeconds(window);
  return (
    <>
      <p class="lead" role="status">
        {rankingSentence(growing)}
      </p>
      {processes.length === 0 ? null : (
        <>
          <h2>Processes</h2>
          <Table
            label="Processes that grow"
            columns={processColumns(capture?.at)}
            rows={processes}
            rowKey={({ pid, startTicks }) => `${pid}@${startTicks}`}
          />
        </>
      )}
      {groups.length === 0 ? null : (
        <>
          <h2>Groups</h2>
          <Table label="Groups that grow" columns={GROUP_COLUMNS} rows={groups} rowKey={({ group = '' }) => group} />
        </>
      )}
      <p class="hint">
        {seconds === undefined ? '' : `Slopes are those of the last ${duration(seconds)}. `}
        Where memory fills mappings that were there before, only page tables show the category to blame. This list walks
        none: the growth of a process has a button for it.
      </p>
    </>
  );
}

type Measured = Pick<GrowingProcess, 'measure' | 'unit' | 'value' | 'growthPerSecond' | 'change'>;

/** The columns that processes and groups share. */
const MEASURED: readonly TableColumn<Measured>[] = [
  { heading: 'Measure', cell: ({ measure = '' }) => measureWords(measure) },
  {
    heading: 'Slope',
    numeric: true,
    cell: ({ growthPerSecond, unit }) =>
      growthPerSecond === undefined ? <span class="unknown">not yet</span> : rate(growthPerSecond, unit),
  },
  {
    heading: 'Now',
    numeric: true,
    cell: ({ value, unit }) => (value === undefined ? <span class="unknown">not read</span> : amount(value, unit)),
  },
  {
    heading: 'Change since the first sample',
    cell: ({ change, unit }) => {
      const value = change?.bytes ?? change?.count;
      return value === undefined || change?.since === undefined ? (
        <span class="unknown">not yet</span>
      ) : (
        `${signedAmount(value, unit)} since ${dayAndClock(new Date(change.since))}`
      );
    },
  },
];

function processColumns(at: string | undefined): readonly TableColumn<GrowingProcess>[] {
  return [
    {
      heading: 'Process',
      cell: process => (
        <a href={screenLink(process, 'growth')}>
          <bdi>{visible(process.name ?? 'unknown name')}</bdi> {process.pid}
        </a>
      ),
    },
    { heading: 'Verdict', cell: ({ verdict = 'unknown' }) => <VerdictWord verdict={verdict} /> },
    {
      heading: 'To blame',
      cell: ({ blamed }) =>
        blamed === undefined ? <span class="unknown">not known yet</span> : visible(categoryWords(blamed)),
    },
    ...MEASURED,
    {
      heading: 'Limit that it reaches first',
      cell: ({ limit }) => limitWords(limit, at) ?? <span class="unknown">none, as far as is known</span>,
    },
  ];
}

const GROUP_COLUMNS: readonly TableColumn<GrowingGroup>[] = [
  {
    heading: 'Group',
    cell: ({ group = '' }) => (
      <a href={formatRoute({ screen: 'groups', parameters: { group } })}>
        <bdi>{visible(group)}</bdi>
      </a>
    ),
  },
  { heading: 'Processes', numeric: true, cell: ({ processes = 0 }) => processes },
  { heading: 'Leaking', numeric: true, cell: ({ leakSuspects = 0 }) => leakSuspects },
  ...MEASURED,
];
