/** A value that is not known: a word, with the reason and the remedy. */
import { reasonFor, type UnavailableField } from '../api/problem';

interface Properties {
  readonly field: string;
  readonly unavailable?: readonly UnavailableField[] | undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  denied: 'denied',
  skipped: 'not read',
  unsupported: 'not on this kernel',
  gone: 'gone',
  malformed: 'unreadable',
  partial: 'incomplete',
  'timed-out': 'no answer',
  'not-applicable': 'none',
};

export function Unknown({ field, unavailable }: Properties) {
  const reason = reasonFor(unavailable, field);
  const word = WORDS[reason?.reason ?? ''] ?? 'unknown';
  return (
    <span class="unknown" title={reason?.remedy}>
      {word}
    </span>
  );
}
