/** The mappings as rows: the same as on the strip, for those who do not see it too. */
import { useMemo, useRef } from 'preact/hooks';
import { Grid, type GridColumn } from '../ui/Grid';
import { bytes } from '../ui/quantity';
import { Swatch } from './Legend';
import { LOOKS } from './listing/categories';
import type { Columns, Measure } from './listing/columns';
import type { Matches } from './listing/matches';
import { at } from './listing/numbers';
import { orderOf, rowsOf } from './listing/table-order';
import { readState, type Sort, sortText } from './space-state';
import { useWidth } from './strip/canvas.browser';
import { labelText, rangeText } from './words';

interface Properties {
  readonly columns: Columns;
  readonly version: number;
  readonly matches: Matches;
  readonly sort: Sort;
  readonly selected: number | undefined;
  readonly onSelect: (mapping: number) => void;
  readonly onOpen: (mapping: number) => void;
  readonly onSort: (sort: Sort) => void;
}

export function MappingTable({ columns, version, matches, sort, selected, onSelect, onOpen, onSort }: Properties) {
  const order = useMemo(() => orderOf(columns, sort.key), [columns, version, sort.key]);
  const rows = useMemo(() => rowsOf(order, matches, sort.descending), [order, matches, sort.descending]);
  const box = useRef<HTMLDivElement>(null);
  const narrow = useWidth(box) < NARROW;
  const cells = useMemo(
    () => (narrow ? narrowCells(columns) : cellsOf(columns, columns.length > 0 && columns.measured)),
    [columns, columns.measured, version, narrow],
  );
  const row = selected === undefined ? -1 : rows.indexOf(selected);
  return (
    <div class={narrow ? 'mappings narrow' : 'mappings'} ref={box}>
      <Grid<number>
        label="Mappings"
        columns={cells}
        rows={rows.length}
        row={index => rows[index]}
        rowKey={index => String(at(rows, index))}
        selected={row < 0 ? undefined : row}
        onSelect={index => onSelect(at(rows, index))}
        onOpen={index => onOpen(at(rows, index))}
        sort={sortText(sort)}
        onSort={text => onSort(readState({ sort: text }).sort)}
        visibleRows={16}
      />
    </div>
  );
}

/** Pixels below which a row has the start of a mapping alone. */
const NARROW = 600;

function narrowCells(columns: Columns): GridColumn<number>[] {
  return [
    {
      name: 'address',
      heading: columns.addressed ? 'From' : 'Place',
      width: columns.addressed ? '6.7rem' : '3.5rem',
      sortable: true,
      cell: i => <span class="address">{rangeText(columns, i).replace(/–.*/, '')}</span>,
    },
    {
      name: 'size',
      heading: 'Size',
      width: '4.1rem',
      numeric: true,
      sortable: true,
      cell: i => bytes(columns.bytes(i)),
    },
    {
      name: 'label',
      heading: 'File or name',
      width: 'minmax(0, 1fr)',
      sortable: true,
      cell: i => (
        <>
          <Swatch category={columns.categoryAt(i)} /> <bdi>{labelText(columns, i).replace(/^.*\/(?=.)/, '')}</bdi>
        </>
      ),
    },
  ];
}

function cellsOf(columns: Columns, measured: boolean): GridColumn<number>[] {
  return [
    {
      name: 'address',
      heading: columns.addressed ? 'Addresses' : 'Place',
      width: columns.addressed ? '16.5rem' : '5rem',
      sortable: true,
      cell: i => <span class="address">{rangeText(columns, i)}</span>,
    },
    {
      name: 'size',
      heading: 'Size',
      width: '5.5rem',
      numeric: true,
      sortable: true,
      cell: i => bytes(columns.bytes(i)),
    },
    {
      name: 'permissions',
      heading: 'Perm',
      width: '3.5rem',
      sortable: true,
      cell: i => <span class="address">{columns.permissionsAt(i)}</span>,
    },
    {
      name: 'category',
      heading: 'Category',
      width: '9.5rem',
      sortable: true,
      wideOnly: true,
      cell: i => (
        <>
          <Swatch category={columns.categoryAt(i)} /> {LOOKS[columns.categoryAt(i)].words}
        </>
      ),
    },
    ...(measured ? MEASURES.map(([name, heading]) => usageColumn(columns, name, heading)) : []),
    {
      name: 'label',
      heading: 'File or name',
      width: 'minmax(7rem, 1fr)',
      sortable: true,
      cell: i => (
        <bdi class={columns.labelAt(i) === undefined ? 'unnamed' : 'path'}>
          {labelText(columns, i)}
          {columns.isDeleted(i) ? ' (deleted)' : ''}
        </bdi>
      ),
    },
  ];
}

const MEASURES: readonly [Measure, string][] = [
  ['resident', 'Resident'],
  ['proportional', 'PSS'],
  ['swap', 'Swapped'],
];

function usageColumn(columns: Columns, name: Measure, heading: string): GridColumn<number> {
  return {
    name,
    heading,
    width: '5rem',
    numeric: true,
    sortable: true,
    wideOnly: name !== 'resident',
    cell: i => {
      const size = columns.usage(i, name) ?? 0;
      const share = Math.min(1, size / Math.max(1, columns.bytes(i)));
      return (
        <span class="share" style={{ '--share': `${(share * 100).toFixed(1)}%` }}>
          {bytes(size)}
        </span>
      );
    },
  };
}
