/** The measures of growth, in words and with their units. */
import type { components } from '../api/generated';
import { isCategory, LOOKS } from '../space/listing/categories';
import { bytes, bytesPerSecond, count, signedBytes } from '../ui/quantity';

export type MeasureGrowth = components['schemas']['MeasureGrowth'];
export type Unit = NonNullable<MeasureGrowth['unit']>;

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    privateBytes: 'private memory',
    mappings: 'the number of mappings',
    threads: 'the number of threads',
    virtualBytes: 'the whole address space',
    residentBytes: 'resident memory',
    anonymousBytes: 'anonymous memory in RAM',
    fileBytes: 'resident memory of files',
    sharedMemoryBytes: 'resident shared memory',
    swapBytes: 'swapped-out memory',
    pageTableBytes: 'memory of page tables',
    dataBytes: 'writable private address space',
    proportionalBytes: 'proportional memory (PSS)',
    uniqueBytes: 'unique memory (USS)',
  }),
);

/** The name of a category in words. */
export function categoryWords(category: string): string {
  return isCategory(category) ? LOOKS[category].words : category;
}

/** The name of a measure in words, as in "… rises". */
export function measureWords(measure: string): string {
  return WORDS.get(measure) ?? `the address space of ${categoryWords(measure)}`;
}

/** A value with its unit. */
export function amount(value: number, unit: Unit | undefined): string {
  return unit === undefined || unit === 'bytes'
    ? bytes(value)
    : `${count(value)} ${value === 1 ? unit.slice(0, -1) : unit}`;
}

/** A change with its sign and unit. */
export function signedAmount(value: number, unit: Unit | undefined): string {
  if (unit === undefined || unit === 'bytes') {
    return signedBytes(value);
  }
  return value === 0 ? '±0' : `${value > 0 ? '+' : '−'}${count(Math.abs(value))}`;
}

const SPANS: readonly [number, string][] = [
  [1, 's'],
  [60, 'min'],
  [3600, 'h'],
  [86_400, 'd'],
];

/** A slope with its sign; things that are counted have the span in which at least one is added. */
export function rate(perSecond: number, unit: Unit | undefined): string {
  if (unit === undefined || unit === 'bytes') {
    return bytesPerSecond(perSecond);
  }
  const span = SPANS.find(([seconds]) => Math.abs(perSecond) * seconds >= 1);
  if (span === undefined) {
    return '±0';
  }
  const value = Math.abs(perSecond) * span[0];
  const text = value < 10 ? value.toFixed(1).replace(/\.0$/, '') : count(Math.round(value));
  return `${perSecond > 0 ? '+' : '−'}${text} per ${span[1]}`;
}
