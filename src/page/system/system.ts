/** The system in words: what the service can see of it, and how far it promises memory. */
import type { components } from '../api/generated';
import { bytes, percent } from '../ui/quantity';

export type System = components['schemas']['System'];
export type Feature = components['schemas']['FeatureView'];

/** Features that are off, then those that are on. */
export function offFirst(features: readonly Feature[]): readonly Feature[] {
  return features.toSorted((one, other) => Number(one.available ?? false) - Number(other.available ?? false));
}

/** The features in one sentence. */
export function featuresSentence(features: readonly Feature[]): string {
  const off = features.filter(({ available }) => available !== true).length;
  if (features.length === 0) {
    return 'The service does not say what it can do.';
  }
  return off === 0 ? 'All features are on.' : `${off} of ${features.length} features are off.`;
}

const OVERCOMMIT: Readonly<Record<string, string>> = {
  heuristic: 'the kernel refuses what is obviously too much',
  always: 'the kernel refuses nothing',
  never: 'the kernel refuses what is above the commit limit',
};

/** How far the kernel promises memory that it does not have. */
export function overcommitWords(overcommit: System['overcommit']): string | undefined {
  const { mode, meaning, committedBytes, commitLimitBytes } = overcommit ?? {};
  if (mode === undefined || meaning === undefined) {
    return undefined;
  }
  const used =
    committedBytes === undefined || commitLimitBytes === undefined
      ? ''
      : `; ${bytes(committedBytes)} committed, ${percent(committedBytes / Math.max(commitLimitBytes, 1))} of the commit limit`;
  return `mode ${mode}, ${meaning}: ${OVERCOMMIT[meaning] ?? meaning}${used}`;
}

/** How much of the memory is available. */
export function memoryWords(memory: System['memory']): string | undefined {
  const { totalBytes, availableBytes } = memory ?? {};
  return totalBytes === undefined || availableBytes === undefined
    ? undefined
    : `${bytes(availableBytes)} of ${bytes(totalBytes)} available`;
}
