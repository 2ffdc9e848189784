/** A value that is not known: a word, with the reason and the remedy. */
import { reasonFor, type UnavailableField } from '../api/problem';
import { unknownWord } from './reason';

interface Properties {
  readonly field: string;
  readonly unavailable?: readonly UnavailableField[] | undefined;
}

export function Unknown({ field, unavailable }: Properties) {
  const reason = reasonFor(unavailable, field);
  return (
    <span class="unknown" title={reason?.remedy}>
      {unknownWord(reason?.reason)}
    </span>
  );
}
