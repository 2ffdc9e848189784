/** The words for values that are not known. */

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

/** The word for a reason. */
export function unknownWord(reason: string | undefined): string {
  return WORDS[reason ?? ''] ?? 'unknown';
}
