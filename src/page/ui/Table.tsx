/** A short table. Where it is wider than the page, it scrolls by itself. */
import type { ComponentChildren } from 'preact';
import { Fragment } from 'preact';
import { WideTable } from './WideTable';

/** A column of a short table. */
export interface TableColumn<R> {
  readonly heading: string;
  readonly numeric?: boolean;
  readonly cell: (row: R) => ComponentChildren;
}

interface Properties<R> {
  readonly label: string;
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R, index: number) => string | number;
  /** What is shown below a row that is open. */
  readonly details?: (row: R) => ComponentChildren | undefined;
}

export function Table<R>({ label, columns, rows, rowKey, details }: Properties<R>) {
  return (
    <WideTable label={label}>
      <thead>
        <tr>
          {columns.map(({ heading, numeric }) => (
            <th key={heading} scope="col" class={numeric ? 'numeric' : undefined}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const shown = details?.(row);
          return (
            <Fragment key={rowKey(row, index)}>
              <tr>
                {columns.map(({ heading, numeric, cell }) => (
                  <td key={heading} class={numeric ? 'numeric' : undefined}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
              {shown === undefined ? null : (
                <tr>
                  <td colSpan={columns.length}>{shown}</td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </WideTable>
  );
}
