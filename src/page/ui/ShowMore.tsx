/** The button below a list whose end is not shown. */
import { count } from './quantity';

interface Properties {
  readonly shown: number;
  readonly total: number;
  /** Absent if no more can be shown. */
  readonly onMore: (() => void) | undefined;
}

export function ShowMore({ shown, total, onMore }: Properties) {
  return shown < total && onMore !== undefined ? (
    <button type="button" onClick={onMore}>
      Show more of {count(total)}
    </button>
  ) : null;
}
