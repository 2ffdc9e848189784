/** The columns of the table of groups. */
import { formatRoute } from '../route/address';
import type { GridColumn } from '../ui/Grid';
import { bytes, bytesPerSecond, count } from '../ui/quantity';
import { visible } from '../ui/text';
import { atLeast, coverageWords, type Group, type Grouping, groupRoute } from './group';
import { Judged } from './Judged';

/** The columns, whose names lead where the grouping says. */
export function groupColumns(by: Grouping | undefined): readonly GridColumn<Group>[] {
  return [
    {
      name: 'group',
      heading: 'Group',
      width: 'minmax(7rem, 1.5fr)',
      sortable: true,
      cell: ({ group = '' }) => {
        const route = groupRoute(group, by);
        const name = <bdi title={visible(group)}>{visible(group)}</bdi>;
        return route === undefined ? name : <a href={formatRoute(route)}>{name}</a>;
      },
    },
    ...SUMS,
  ];
}

const size = (value: number | undefined) =>
  value === undefined ? <span class="unknown">not read</span> : bytes(value);

const SUMS: readonly GridColumn<Group>[] = [
  {
    name: 'processes',
    heading: 'Processes',
    width: '6rem',
    numeric: true,
    sortable: true,
    cell: ({ processes = 0 }) => count(processes),
  },
  {
    name: 'leakSuspects',
    heading: 'Leaks',
    width: '7.5rem',
    numeric: false,
    sortable: true,
    wideOnly: true,
    cell: group => <Judged group={group} />,
  },
  {
    name: 'privateGrowthPerSecond',
    heading: 'Growth',
    width: '7rem',
    numeric: true,
    sortable: true,
    wideOnly: true,
    cell: ({ privateGrowthPerSecond: slope, growthCoverage }) =>
      slope === undefined ? (
        <span class="unknown">not yet</span>
      ) : (
        <span title={coverageWords(growthCoverage)}>{bytesPerSecond(slope)}</span>
      ),
  },
  {
    name: 'residentBytes',
    heading: 'Resident',
    width: '6rem',
    numeric: true,
    sortable: true,
    cell: ({ residentBytes }) => size(residentBytes),
  },
  {
    name: 'privateBytes',
    heading: 'Private',
    width: '6rem',
    numeric: true,
    sortable: true,
    wideOnly: true,
    cell: ({ privateBytes }) => size(privateBytes),
  },
  {
    name: 'swapBytes',
    heading: 'Swap',
    width: '5rem',
    numeric: true,
    sortable: true,
    wideOnly: true,
    cell: ({ swapBytes }) => size(swapBytes),
  },
  {
    name: 'mappings',
    heading: 'Mappings',
    width: '7rem',
    numeric: true,
    sortable: true,
    wideOnly: true,
    cell: ({ mappings, mappingsCoverage }) =>
      mappings === undefined ? <span class="unknown">not read</span> : atLeast(count(mappings), mappingsCoverage),
  },
];
