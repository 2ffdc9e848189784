/** A sparkline: the recent values of a measure, as a line and as words. */

import { linePoints } from './line-points';
import { signedBytes } from './quantity';

/** Values in a line; fewer of them are the last ones of the time span. */
const MOST = 30;
const WIDTH = 60;
const HEIGHT = 18;

export function Sparkline({ values }: { readonly values: readonly number[] | undefined }) {
  const [first] = values ?? [];
  const last = values?.at(-1);
  if (values === undefined || values.length < 2 || first === undefined || last === undefined) {
    return <span class="unknown">not yet</span>;
  }
  const width = (WIDTH * values.length) / MOST;
  return (
    <svg class="sparkline" viewBox={`${width - WIDTH} 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img">
      <title>{`${signedBytes(last - first)} over the growth window`}</title>
      <polyline points={linePoints(values, width, HEIGHT)} />
    </svg>
  );
}
