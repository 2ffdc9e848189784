/** A table of any number of rows, of which only those in sight are in the document. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rowAfterKey, rowWindow, scrolledTo } from './window';

/** A column of a grid. */
export interface GridColumn<R> {
  /** Name of the column; the name of the API's column if it can be sorted by. */
  readonly name: string;
  readonly heading: string;
  /** Width, as a track of a CSS grid. */
  readonly width: string;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** Left out where the page is narrow. */
  readonly wideOnly?: boolean;
  readonly cell: (row: R) => ComponentChildren;
}

interface Properties<R> {
  readonly label: string;
  readonly columns: readonly GridColumn<R>[];
  readonly rows: number;
  /** The row at an index; absent while it is not loaded. */
  readonly row: (index: number) => R | undefined;
  readonly rowKey: (index: number) => string;
  readonly selected?: number | undefined;
  readonly onSelect: (index: number) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (index: number) => void;
  /** The sorted column with `,desc` or `,asc`. */
  readonly sort?: string | undefined;
  readonly onSort?: ((sort: string) => void) | undefined;
  readonly visibleRows?: number;
}

const ROW_HEIGHT = 28;

export function Grid<R>(properties: Properties<R>) {
  const { columns, rows, selected, onSelect, onOpen, visibleRows = 18 } = properties;
  const body = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const height = Math.min(visibleRows, Math.max(rows, 1)) * ROW_HEIGHT;
  const current = Math.min(selected ?? 0, Math.max(0, rows - 1));
  const hasFocus = useRef(false);
  // Another row comes into sight; the same row that moves does not pull the table along.
  const selectedKey = selected === undefined ? undefined : properties.rowKey(selected);
  useLayoutEffect(() => {
    const scroller = body.current;
    if (scroller && selected !== undefined) {
      scroller.scrollTop = scrolledTo(selected, scroller.scrollTop, scroller.clientHeight, ROW_HEIGHT);
      setScrolled(scroller.scrollTop);
    }
  }, [selectedKey]);
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (hasFocus.current && (focused === document.body || body.current?.contains(focused))) {
      body.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
  }, [selected, scrolled]);
  const { first, end } = rowWindow(scrolled, height, ROW_HEIGHT, rows);
  const drawn = Array.from({ length: end - first }, (_, index) => first + index);
  // The current row stays in the document, so that it keeps the focus when it is out of sight.
  if (rows > 0 && (current < first || current >= end)) {
    drawn.push(current);
  }
  const tracks = columns.map(column => column.width).join(' ');
  const narrow = columns.filter(column => !column.wideOnly).map(column => column.width);
  const pressed = (event: KeyboardEvent) => {
    const next = rowAfterKey(event.key, current, rows, visibleRows - 1);
    if (event.key === 'Enter' && rows > 0 && onOpen !== undefined) {
      onOpen(current);
    } else if (next !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      onSelect(next);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="grid"
      role="grid"
      aria-label={properties.label}
      aria-rowcount={rows + 1}
      style={{ '--tracks': tracks, '--narrow-tracks': narrow.join(' ') }}
    >
      <Heads {...properties} />
      <div
        class="grid-body"
        role="rowgroup"
        ref={body}
        style={{ height: `${height + 2}px` }}
        onScroll={event => setScrolled(event.currentTarget.scrollTop)}
        onKeyDown={pressed}
        onFocusIn={() => {
          hasFocus.current = true;
        }}
        onFocusOut={event => {
          hasFocus.current = event.relatedTarget === null && document.activeElement === document.body;
        }}
      >
        <div style={{ height: `${rows * ROW_HEIGHT}px` }} role="presentation">
          {drawn.map(index => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the body hears the keys of all rows
            <div
              key={properties.rowKey(index)}
              class="grid-row"
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === selected}
              tabIndex={index === current ? 0 : -1}
              style={{ top: `${index * ROW_HEIGHT}px` }}
              onClick={() => onSelect(index)}
              onDblClick={() => onOpen?.(index)}
            >
              <Cells columns={columns} row={properties.row(index)} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function Heads<R>({ columns, sort, onSort }: Properties<R>) {
  return (
    <div role="rowgroup">
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons have the focus */}
      <div class="grid-row grid-head" role="row" aria-rowindex={1}>
        {columns.map(column => (
          <Head key={column.name} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

type Order = 'ascending' | 'descending' | undefined;

interface HeadProperties<R> extends Pick<Properties<R>, 'sort' | 'onSort'> {
  readonly column: GridColumn<R>;
}

function Head<R>({ column, sort, onSort }: HeadProperties<R>) {
  const { name, heading, numeric, sortable, wideOnly } = column;
  const order = orderOf(name, sort);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
    <div role="columnheader" class={classes(numeric, wideOnly)} aria-sort={order}>
      {sortable && onSort ? (
        <button type="button" class="sort" onClick={() => onSort(`${name},${nextOrder(order, numeric)}`)}>
          {heading}
          <span aria-hidden="true">{order === undefined ? '' : ARROWS[order]}</span>
        </button>
      ) : (
        heading
      )}
    </div>
  );
}

const ARROWS = { ascending: ' ▲', descending: ' ▼' };

/** The order of a column in a sort such as `residentBytes,desc`. */
function orderOf(name: string, sort: string | undefined): Order {
  const [by, direction] = (sort ?? '').split(',');
  if (by !== name) {
    return undefined;
  }
  return direction === 'asc' ? 'ascending' : 'descending';
}

/** The order after a click: the largest number or the first name comes first. */
function nextOrder(order: Order, numeric: boolean | undefined): 'asc' | 'desc' {
  if (order === undefined) {
    return numeric ? 'desc' : 'asc';
  }
  return order === 'ascending' ? 'desc' : 'asc';
}

function Cells<R>({ columns, row }: { readonly columns: readonly GridColumn<R>[]; readonly row: R | undefined }) {
  return columns.map(({ name, numeric, wideOnly, cell }) => (
    // biome-ignore lint/a11y/useFocusableInteractive: the row has the focus
    <div key={name} role="gridcell" class={classes(numeric, wideOnly)}>
      {row === undefined ? '…' : cell(row)}
    </div>
  ));
}

function classes(numeric: boolean | undefined, wideOnly: boolean | undefined): string {
  return `${numeric ? 'numeric' : ''}${wideOnly ? ' wide-only' : ''}`;
}
