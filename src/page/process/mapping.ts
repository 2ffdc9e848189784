/** Mappings in words. */
import type { components } from '../api/generated';
import { bytes } from '../ui/quantity';

export type Mapping = components['schemas']['MappingView'];

const KINDS: Readonly<Record<string, string>> = {
  heap: '[heap]',
  stack: '[stack]',
  anonymous: 'anonymous memory',
  'shared-anonymous': 'shared anonymous memory',
  memfd: 'memory file',
  sysv: 'shared memory segment',
  hugetlb: 'huge pages',
  device: 'device',
  'anon-inode': 'anonymous file',
  kernel: 'mapping of the kernel',
};

/** What a mapping maps: a path, a name, or its kind. */
export function mappingName({ path, name, kind }: Mapping): string {
  return path ?? name ?? KINDS[kind ?? ''] ?? 'other memory';
}

/** A mapping in few words: what it is, what may be done with it, and its size. */
export function mappingFacts(mapping: Mapping): string {
  const { category, permissions, sizeBytes, deleted } = mapping;
  const facts = [category, permissions, sizeBytes === undefined ? undefined : bytes(sizeBytes)];
  return [...facts, deleted === true ? 'deleted file' : undefined].filter(each => each !== undefined).join(', ');
}
