/** A difference of two address spaces in words: a sentence for the screen, and a text for a ticket. */
import type { components } from '../api/generated';
import { categoryWords } from '../growth/measures';
import { dayAndClock } from '../ui/moment';
import { bytes, count, signedBytes } from '../ui/quantity';
import { visible } from '../ui/text';
import { kindLook, nameOf, permissionsOf } from './change-words';

export type Diff = components['schemas']['Diff'];
export type ComparedProcess = components['schemas']['ComparedProcess'];

/** Categories that the sentence names at most. */
const NAMED = 3;

/** The sentence of the service, and the categories that changed most. */
export function diffSentence({ summary = 'Not compared', categories = [] }: Diff): string {
  const most = categories
    .filter(({ changedBytes }) => changedBytes !== undefined && changedBytes !== 0)
    .slice(0, NAMED)
    .map(({ category = 'other', changedBytes = 0 }) => `${categoryWords(category)} ${signedBytes(changedBytes)}`);
  return most.length === 0 ? `${visible(summary)}.` : `${visible(summary)}. Most of it: ${most.join(', ')}.`;
}

/** A side of a difference: which process, and when it was read. */
export function sideWords(side: ComparedProcess | undefined): string {
  const { snapshot, pid, capture } = side ?? {};
  const when = capture?.at === undefined ? '' : ` at ${dayAndClock(new Date(capture.at))}`;
  const what = snapshot === undefined ? 'as it ran' : `snapshot ${snapshot}`;
  return `${pid === undefined ? 'a pasted listing' : `process ${pid}`}, ${what}${when}`;
}

/** The difference as a text of lines, for a ticket or a mail. */
export function diffText(diff: Diff): string {
  const { summary = '', a, b, categories = [], objects = [], changes = [], changesLeftOut = 0 } = diff;
  const size = (changed: number | undefined) => signedBytes(changed ?? 0).padStart(11);
  const lines = [`From ${sideWords(a)}`, `to   ${sideWords(b)}`, '', visible(summary)];
  const section = (title: string, rows: readonly string[]) => {
    if (rows.length > 0) {
      lines.push('', title, ...rows);
    }
  };
  section(
    'By category',
    categories.map(
      ({ category = 'other', changedBytes, virtualBytes = 0, mappings = 0 }) =>
        `${size(changedBytes)}  ${category} (now ${bytes(virtualBytes)} in ${count(mappings)} mappings)`,
    ),
  );
  section(
    'Objects',
    objects.map(
      ({ change = 'changed', path = '', changedBytes }) => `${size(changedBytes)}  ${change} ${visible(path)}`,
    ),
  );
  section(
    'Changes, the largest first',
    changes.map(each =>
      `${size(each.changedBytes)}  ${kindLook(each.change).word} ${nameOf(each)} ${permissionsOf(each)}`.trimEnd(),
    ),
  );
  if (changesLeftOut > 0) {
    lines.push(`… and ${count(changesLeftOut)} more`);
  }
  return `${lines.join('\n')}\n`;
}
