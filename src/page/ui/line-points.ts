/** The points of a sparkline. */

/** The path of a line through values, in a box; empty below two values. */
export function linePoints(values: readonly number[], width: number, height: number): string {
  if (values.length < 2) {
    return '';
  }
  const low = Math.min(...values);
  const high = Math.max(...values);
  // A change below a hundredth of the value is drawn as a flat line, not as noise of full height.
  const span = Math.max(high - low, high / 100, 1);
  const middle = (high + low) / 2;
  return values
    .map((value, index) => {
      const x = (index / (values.length - 1)) * width;
      const y = height / 2 - ((value - middle) / span) * (height - 2);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}
