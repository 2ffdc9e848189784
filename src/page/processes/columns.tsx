/** The columns of the table of processes. */

import { screenLink } from '../process/place';
import type { GridColumn } from '../ui/Grid';
import { bytes, bytesPerSecond, count } from '../ui/quantity';
import { Sparkline } from '../ui/Sparkline';
import { visible } from '../ui/text';
import { VerdictWord } from '../ui/VerdictWord';
import type { ListedProcess } from './crowd';

const size = (value: number | undefined, word: string) =>
  value === undefined ? <span class="unknown">{word}</span> : bytes(value);

export const COLUMNS: readonly GridColumn<ListedProcess>[] = [
  { name: 'pid', heading: 'PID', width: '5rem', numeric: true, sortable: true, cell: ({ pid }) => pid },
  {
    name: 'name',
    heading: 'Name',
    width: 'minmax(8rem, 1.2fr)',
    sortable: true,
    cell: process => (
      <a href={screenLink(process, 'space')} tabIndex={-1} title={visible(process.executable ?? '')}>
        <bdi>{visible(process.name ?? '')}</bdi>
      </a>
    ),
  },
  {
    name: 'verdict',
    heading: 'Verdict',
    width: '7rem',
    sortable: true,
    cell: ({ verdict }) =>
      verdict === undefined ? <span class="unknown">none</span> : <VerdictWord verdict={verdict} />,
  },
  {
    name: 'history',
    heading: 'Recent',
    width: '68px',
    wideOnly: true,
    cell: ({ history }) => <Sparkline values={history} />,
  },
  {
    name: 'privateGrowthPerSecond',
    heading: 'Growth',
    width: '7rem',
    numeric: true,
    sortable: true,
    wideOnly: true,
    cell: ({ privateGrowthPerSecond: slope }) =>
      slope === undefined ? <span class="unknown">not yet</span> : bytesPerSecond(slope),
  },
  {
    name: 'residentBytes',
    heading: 'Resident',
    width: '6rem',
    numeric: true,
    sortable: true,
    cell: ({ residentBytes, type }) => size(residentBytes, type === 'user' ? 'denied' : 'none'),
  },
  {
    name: 'privateBytes',
    heading: 'Private',
    width: '6rem',
    numeric: true,
    sortable: true,
    wideOnly: true,
    cell: ({ privateBytes, type }) => size(privateBytes, type === 'user' ? 'denied' : 'none'),
  },
  {
    name: 'virtualBytes',
    heading: 'Virtual',
    width: '6rem',
    numeric: true,
    sortable: true,
    wideOnly: true,
    cell: ({ virtualBytes, type }) => size(virtualBytes, type === 'user' ? 'denied' : 'none'),
  },
  {
    name: 'mappings',
    heading: 'Mappings',
    width: '6rem',
    numeric: true,
    sortable: true,
    wideOnly: true,
    cell: ({ mappings, type }) =>
      mappings === undefined ? <span class="unknown">{type === 'user' ? 'not read' : 'none'}</span> : count(mappings),
  },
  {
    name: 'findings',
    heading: 'Findings',
    width: '5.5rem',
    numeric: true,
    sortable: true,
    cell: ({ findings = 0, ...process }) =>
      findings === 0 ? (
        0
      ) : (
        <a href={screenLink(process, 'findings')} tabIndex={-1} aria-label={`${findings} findings`}>
          {findings}
        </a>
      ),
  },
  {
    name: 'user',
    heading: 'User',
    width: 'minmax(5rem, 0.6fr)',
    sortable: true,
    wideOnly: true,
    cell: ({ user }) => <bdi>{visible(user ?? '')}</bdi>,
  },
];
