/** Quantities for people, with the units that the tables of the API have. */

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** A size such as `1.2 GiB`. */
export function bytes(value: number): string {
  let size = Math.abs(value);
  let unit = 0;
  while (size >= 1023.5 && unit < BINARY.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 99.95 ? size.toFixed(0) : size.toFixed(1).replace(/\.0$/, '');
  return `${value < 0 ? '−' : ''}${digits} ${BINARY[unit]}`;
}

/** A size with its sign, such as `+12 MiB`. */
export function signedBytes(value: number): string {
  return value > 0 ? `+${bytes(value)}` : bytes(value);
}

/** A slope such as `+985 KiB/s`; `±0` below a byte a second. */
export function bytesPerSecond(value: number): string {
  return Math.abs(value) < 1 ? '±0' : `${signedBytes(Math.round(value))}/s`;
}

const DURATIONS: readonly [number, string][] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** A duration in its two largest units, such as `5 d 20 h`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const first = DURATIONS.findIndex(([size]) => whole >= size);
  const [size, unit] = DURATIONS[first] ?? [1, 's'];
  const [lesser, smaller] = DURATIONS[first + 1] ?? [1, ''];
  const rest = smaller === '' ? 0 : Math.floor((whole % size) / lesser);
  return `${Math.floor(whole / size)} ${unit}${rest > 0 ? ` ${rest} ${smaller}` : ''}`;
}

/** A time of work such as `40 ms` or `1.9 s`. */
export function milliseconds(value: number): string {
  if (value < 0) {
    return `−${milliseconds(-value)}`;
  }
  if (value < 1) {
    return `${(value * 1000).toFixed(0)} µs`;
  }
  return value < 1000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** A share such as `0.4 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0)} %`;
}

/** A whole number with thin spaces between thousands. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202F');
}
