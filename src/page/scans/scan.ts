/** Expensive reads in words. */
import type { components } from '../api/generated';
import { milliseconds } from '../ui/quantity';

type Scans = components['schemas']['Scans'];
type Scan = components['schemas']['Scan'];

const DECISIONS: Readonly<Record<NonNullable<Scan['decision']>, string>> = {
  read: 'read',
  deferred: 'put off until there is budget',
  refused: 'refused: too expensive',
};

/** What was decided, and whether somebody forced it. */
export function decisionWords({ decision, forced }: Scan): string {
  const words = decision === undefined ? 'not known' : DECISIONS[decision];
  return forced === true ? `${words}, forced` : words;
}

/** A time that a read takes. */
export function costWords(millis: number | undefined, otherwise: string): string {
  return millis === undefined ? otherwise : milliseconds(millis);
}

/** What is left of the budget, and what happens now. */
export function budgetSentence({ availableMillis, reading, waiting = 0 }: Scans): string {
  const left =
    availableMillis === undefined
      ? 'The budget is not known'
      : `${milliseconds(Math.max(0, availableMillis))} of reading are left`;
  const now = reading === true ? 'one read runs now' : 'nothing is read now';
  return `${left}; ${now}${waiting > 0 ? `, ${waiting} wait` : ''}.`;
}
