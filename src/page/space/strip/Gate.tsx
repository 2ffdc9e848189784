/** The mapping that lies apart from all others: the page of old system calls, above the addresses of programs. */

import { Swatch } from '../Legend';
import type { Columns } from '../listing/columns';
import { rangeText } from '../words';

interface Properties {
  readonly columns: Columns;
  readonly gate: number | undefined;
  readonly selected: number | undefined;
  readonly onSelect: (mapping: number) => void;
}

export function Gate({ columns, gate, selected, onSelect }: Properties) {
  if (gate === undefined) {
    return null;
  }
  return (
    <button
      type="button"
      class="quiet"
      aria-pressed={selected === gate}
      title={`${rangeText(columns, gate)}: apart, above the addresses that programs can have`}
      onClick={() => onSelect(gate)}
    >
      <Swatch category={columns.categoryAt(gate)} /> apart: [vsyscall]
    </button>
  );
}
