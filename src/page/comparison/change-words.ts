/** The words for changes of mappings. */
import type { components } from '../api/generated';
import { categoryWords } from '../growth/measures';
import { visible } from '../ui/text';

export type MappingDiff = components['schemas']['MappingDiff'];
export type MappingChange = components['schemas']['MappingChange'];
export type Kind = NonNullable<MappingDiff['change']>;

interface KindLook {
  readonly word: string;
  /** A sign, so that colours are not needed. */
  readonly sign: string;
  readonly direction: 'up' | 'down' | 'same';
}

export const KINDS: Readonly<Record<Kind, KindLook>> = {
  added: { word: 'added', sign: '+', direction: 'up' },
  grown: { word: 'grown', sign: '▲', direction: 'up' },
  removed: { word: 'removed', sign: '−', direction: 'down' },
  shrunk: { word: 'shrunk', sign: '▼', direction: 'down' },
  shifted: { word: 'shifted', sign: '⇆', direction: 'same' },
  reprotected: { word: 'reprotected', sign: '◇', direction: 'same' },
  split: { word: 'split', sign: '÷', direction: 'same' },
  merged: { word: 'merged', sign: '∪', direction: 'same' },
  moved: { word: 'moved', sign: '→', direction: 'same' },
  renamed: { word: 'renamed', sign: 'ab', direction: 'same' },
};

export function kindLook(change: Kind | undefined): KindLook {
  return change === undefined ? { word: 'changed', sign: '~', direction: 'same' } : KINDS[change];
}

/** The name of what changed: its path, its name, or its category. */
export function nameOf({ path, name, category }: Pick<MappingDiff, 'path' | 'name' | 'category'>): string {
  return visible(path ?? name ?? (category === undefined ? 'memory without a name' : categoryWords(category)));
}

/** The permissions of a difference, with those before if they were others. */
export function permissionsOf({ permissionsBefore: before, permissionsAfter: after }: MappingDiff): string {
  return before === undefined || after === undefined || before === after
    ? (after ?? before ?? '')
    : `${before} → ${after}`;
}
