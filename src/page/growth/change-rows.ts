/** The rows of the table behind a chart: what changed between two samples. */
import type { MeasureGrowth } from './measures';
import type { Layer } from './stack';

export interface ChangeRow {
  readonly name: string;
  readonly words: string;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly change: number | undefined;
  /** Slope and verdict of the whole window, as the service has them. */
  readonly growth: MeasureGrowth | undefined;
}

/** A row for each layer, the largest change first. */
export function changeRows(
  shown: readonly Layer[],
  from: number,
  to: number,
  growth: readonly MeasureGrowth[],
): readonly ChangeRow[] {
  return shown
    .map(({ name, words, values }) => {
      const [first, last] = [values[from] ?? undefined, values[to] ?? undefined];
      return {
        name,
        words,
        first,
        last,
        change: first === undefined || last === undefined ? undefined : last - first,
        growth: growth.find(({ measure }) => measure === name),
      };
    })
    .sort((one, other) => Math.abs(other.change ?? 0) - Math.abs(one.change ?? 0));
}

/** The sum of changes; absent if one of them is not known. */
export function sumOfChanges(rows: readonly ChangeRow[]): number | undefined {
  return rows.reduce<number | undefined>(
    (sum, { change }) => (sum === undefined || change === undefined ? undefined : sum + change),
    0,
  );
}
