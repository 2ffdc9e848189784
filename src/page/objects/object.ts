/** ELF objects in words: what is missing, what was replaced, and how hard they are to attack. */
import type { components } from '../api/generated';
import { count } from '../ui/quantity';

export type LoadedObject = components['schemas']['LoadedObject'];

/** A path or a name; the vDSO has no path. */
export function objectName({ path, name, soname, id }: LoadedObject): string {
  return path ?? name ?? soname ?? id ?? 'unknown object';
}

/** Libraries that the object needs and the process has not loaded. */
export function missingLibraries({ needed = [] }: LoadedObject): readonly string[] {
  return needed.filter(({ state }) => state === 'missing').map(({ name = 'unknown' }) => name);
}

const ON_DISK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    no: 'the same file',
    'same-build': 'a copy of the same build',
    replaced: 'replaced: another build',
    deleted: 'deleted',
    'not-applicable': 'no file',
  }),
);

/** What is on the disk where the object came from. */
export function onDisk({ replacedOnDisk }: LoadedObject): string {
  return ON_DISK.get(replacedOnDisk ?? '') ?? 'not known';
}

/** Whether the process runs something else than the disk has. */
export function isStale({ replacedOnDisk }: LoadedObject): boolean {
  return replacedOnDisk === 'replaced' || replacedOnDisk === 'deleted';
}

/** Protections that the object lacks, worst first; absent if they are not known. */
export function weaknesses({ hardening, type, role }: LoadedObject): readonly string[] | undefined {
  if (hardening === undefined) {
    return undefined;
  }
  const { stack, textRelocations, pie, relro, stackCanary, fortified } = hardening;
  const found: [boolean, string][] = [
    [stack === 'executable', 'executable stack'],
    [stack === 'not-stated', 'stack not stated'],
    [textRelocations === true, 'relocations in code'],
    [role === 'program' && (pie === false || type === 'executable'), 'fixed address (no PIE)'],
    [relro === 'none', 'no RELRO'],
    [relro === 'partial', 'partial RELRO'],
    [stackCanary === false, 'no stack canary'],
    [fortified === false, 'not fortified'],
  ];
  return found.filter(([applies]) => applies).map(([, words]) => words);
}

/** The objects of a process in one sentence. */
export function objectsSentence(objects: readonly LoadedObject[]): string {
  const parts = [
    [objects.filter(each => missingLibraries(each).length > 0).length, 'with a library that is not loaded'],
    [objects.filter(isStale).length, 'not on the disk any more as loaded'],
    [objects.filter(each => weaknesses(each)?.includes('executable stack')).length, 'with an executable stack'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  const all = `${count(objects.length)} ${objects.length === 1 ? 'object' : 'objects'}`;
  return `${[all, ...said].join(', ')}.`;
}
