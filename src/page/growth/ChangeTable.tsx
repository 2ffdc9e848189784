/** The change between two samples, as a table. */

import { clock } from '../ui/moment';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';
import { VerdictWord } from '../ui/VerdictWord';
import { type ChangeRow, sumOfChanges } from './change-rows';
import { amount, rate, signedAmount, type Unit } from './measures';

interface Properties {
  readonly rows: readonly ChangeRow[];
  readonly unit: Unit;
  readonly from: number;
  readonly to: number;
}

export function ChangeTable({ rows, unit, from, to }: Properties) {
  const sum = sumOfChanges(rows);
  const [first = '', last = ''] = [from, to].map(time => clock(new Date(time)));
  const whole = rows.length > 1 && sum !== undefined ? `: ${signedAmount(sum, unit)} in all` : '';
  const columns: readonly TableColumn<ChangeRow>[] = [
    { heading: 'Measure', cell: ({ words }) => visible(words) },
    {
      heading: `At ${first}`,
      numeric: true,
      cell: row => known(row.first, 'not read', value => amount(value, unit)),
    },
    {
      heading: `At ${last}`,
      numeric: true,
      cell: row => known(row.last, 'not read', value => amount(value, unit)),
    },
    {
      heading: 'Change',
      numeric: true,
      cell: ({ change }) => known(change, 'not known', value => signedAmount(value, unit)),
    },
    {
      heading: 'Slope of the time span',
      numeric: true,
      cell: ({ growth }) => known(growth?.growthPerSecond, 'not yet', value => rate(value, growth?.unit)),
    },
    {
      heading: 'Verdict',
      cell: ({ growth }) =>
        growth?.verdict === undefined ? (
          <span class="unknown">not judged</span>
        ) : (
          <VerdictWord verdict={growth.verdict} />
        ),
    },
  ];
  const label = `From ${first} to ${last}${whole}`;
  return (
    <>
      <h3>{label}</h3>
      <Table label={label} columns={columns} rows={rows} rowKey={({ name }) => name} />
    </>
  );
}

function known(value: number | undefined, word: string, text: (value: number) => string) {
  return value === undefined ? <span class="unknown">{word}</span> : text(value);
}
