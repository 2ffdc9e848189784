/** A difference of two address spaces: one sentence, sums by category, and the changes. */
import { useMemo, useState } from 'preact/hooks';
import { categoryWords, signedAmount } from '../growth/measures';
import { formatRoute, type Route } from '../route/address';
import { navigate } from '../route/current.browser';
import { CopyButton } from '../ui/CopyButton';
import { Grid, type GridColumn } from '../ui/Grid';
import { bytes, count, signedBytes } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';
import { ChangeStrip } from './ChangeStrip';
import { nameOf, permissionsOf } from './change-words';
import { type Diff, diffSentence, diffText, sideWords } from './diff-words';
import { KindWord } from './KindWord';
import { listingOf, placesOf } from './listed-place';
import { type DiffRow, rowRoute } from './row-place';
import { placedDiff, stripMarks } from './strip-changes';
import { useListing } from './useDiff.browser';

type SizeDiff = NonNullable<Diff['categories']>[number];

interface Properties {
  readonly diff: Diff;
  /** The same answer as a command line. */
  readonly command: string;
}

export function DiffView({ diff, command }: Properties) {
  const { a, b, alignment, total, unchanged, categories = [], changes = [], changesLeftOut = 0 } = diff;
  const [selected, setSelected] = useState<number | undefined>(undefined);
  const afterMappings = total?.mappings;
  const beforeMappings = afterMappings === undefined ? undefined : afterMappings - (total?.mappingsChange ?? 0);
  const before = useListing(a, beforeMappings);
  const after = useListing(b, afterMappings);
  const rows: readonly DiffRow[] = useMemo(() => {
    const [one, other] = [
      before === undefined ? undefined : listingOf(before, beforeMappings),
      after === undefined ? undefined : listingOf(after, afterMappings),
    ];
    return (diff.changes ?? []).map(each => ({ diff: each, ...placesOf(each, one, other) }));
  }, [diff, before, after]);
  const marks = useMemo(() => stripMarks(rows.map(row => placedDiff(row.diff, row))), [rows]);
  // Places of two address spaces with other bases do not belong on one line.
  const oneLine = alignment === 'address' && before !== undefined && after !== undefined && marks.length > 0;
  return (
    <>
      <p class="lead">{diffSentence(diff)}</p>
      <p class="hint">
        From {sideWords(a)}, to {sideWords(b)}.
        {unchanged === undefined ? null : ` ${count(unchanged)} mappings are the same.`}
        {alignment === 'identity' ? ' Their addresses differ: mappings are matched by what they map.' : null}
      </p>
      <p class="controls">
        <CopyButton label="Copy as text" text={() => diffText(diff)} />
        <CopyButton label="Copy as curl" text={() => command} />
      </p>
      {oneLine ? <ChangeStrip after={after} marks={marks} selected={selected} /> : null}
      {categories.length === 0 ? null : (
        <>
          <h3>By category</h3>
          <Table
            label="By category"
            columns={
              categories.some(({ residentChangedBytes }) => residentChangedBytes !== undefined)
                ? [...CATEGORY_COLUMNS, RESIDENT]
                : CATEGORY_COLUMNS
            }
            rows={categories}
            rowKey={({ category = '' }) => category}
          />
        </>
      )}
      {changes.length === 0 ? null : (
        <>
          <h3>
            Changes
            {changesLeftOut === 0
              ? ''
              : `, the ${count(changes.length)} largest of ${count(changes.length + changesLeftOut)}`}
          </h3>
          <Grid<DiffRow>
            label="Changes"
            columns={columns(diff)}
            rows={rows.length}
            row={at => rows[at]}
            rowKey={String}
            selected={selected}
            onSelect={setSelected}
            onOpen={at => {
              const to = rows[at] === undefined ? undefined : rowRoute(rows[at], diff);
              if (to !== undefined) {
                navigate(to);
              }
            }}
            visibleRows={16}
          />
        </>
      )}
      <Remedies unavailable={diff.unavailable} />
    </>
  );
}

const CATEGORY_COLUMNS: readonly TableColumn<SizeDiff>[] = [
  { heading: 'Category', cell: ({ category = '' }) => categoryWords(category) },
  { heading: 'Change', numeric: true, cell: ({ changedBytes = 0 }) => signedBytes(changedBytes) },
  { heading: 'Mappings', numeric: true, cell: ({ mappingsChange = 0 }) => signedAmount(mappingsChange, 'mappings') },
  { heading: 'Size after', numeric: true, cell: ({ virtualBytes = 0 }) => bytes(virtualBytes) },
];

/** The column that only states with smaps have. */
const RESIDENT: TableColumn<SizeDiff> = {
  heading: 'Resident',
  numeric: true,
  cell: ({ residentChangedBytes }) =>
    residentChangedBytes === undefined ? <span class="unknown">not read</span> : signedBytes(residentChangedBytes),
};

function columns(diff: Diff): readonly GridColumn<DiffRow>[] {
  return [
    {
      name: 'change',
      heading: 'Change',
      width: '7rem',
      cell: ({ diff: { change } }) => <KindWord change={change} />,
    },
    {
      name: 'changedBytes',
      heading: 'Size',
      width: '5.5rem',
      numeric: true,
      cell: ({ diff: { changedBytes = 0 } }) => signedBytes(changedBytes),
    },
    {
      name: 'name',
      heading: 'Name',
      width: 'minmax(5rem, 2fr)',
      cell: row => <Place row={row} to={rowRoute(row, diff)} />,
    },
    {
      name: 'category',
      heading: 'Category',
      width: 'minmax(6rem, 1fr)',
      wideOnly: true,
      cell: ({ diff: { category = 'other' } }) => categoryWords(category),
    },
    {
      name: 'permissions',
      heading: 'Permissions',
      width: '8rem',
      wideOnly: true,
      cell: ({ diff }) => <span class="path">{permissionsOf(diff)}</span>,
    },
    {
      name: 'after',
      heading: 'Size after',
      width: '6rem',
      numeric: true,
      wideOnly: true,
      cell: ({ diff: { afterBytes } }) => (afterBytes === undefined ? 'gone' : bytes(afterBytes)),
    },
    {
      name: 'start',
      heading: 'Address',
      width: '10rem',
      wideOnly: true,
      cell: ({ before, after }) => (
        <span class="address">{(after[0] ?? before[0])?.start ?? <span class="unknown">not known</span>}</span>
      ),
    },
    {
      name: 'certainty',
      heading: 'Certainty',
      width: '4.5rem',
      wideOnly: true,
      cell: ({ diff: { certainty } }) => certainty ?? <span class="unknown">unknown</span>,
    },
  ];
}

/** The name of what changed, with the way to its place. */
function Place({ row, to }: { readonly row: DiffRow; readonly to: Route | undefined }) {
  const name = <bdi title={visible(row.diff.path ?? row.diff.name ?? '')}>{nameOf(row.diff)}</bdi>;
  return to === undefined ? (
    name
  ) : (
    <a href={formatRoute(to)} tabIndex={-1}>
      {name}
    </a>
  );
}
