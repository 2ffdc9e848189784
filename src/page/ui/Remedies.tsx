/** All that an answer does not know: the field, the reason, and what to do. */
import type { UnavailableField } from '../api/problem';
import { unknownWord } from './reason';
import { visible } from './text';

export function Remedies({ unavailable }: { readonly unavailable: readonly UnavailableField[] | undefined }) {
  if (unavailable === undefined || unavailable.length === 0) {
    return null;
  }
  return (
    <details class="remedies">
      <summary>
        {unavailable.length === 1 ? 'One value is' : `${unavailable.length} values are`} not known: reasons
      </summary>
      <ul>
        {unavailable.map(({ field = '', reason, remedy = '' }) => (
          <li key={`${field} ${remedy}`}>
            <code>{field.replace(/\[\]/g, '')}</code>: {unknownWord(reason)}; {visible(remedy)}
          </li>
        ))}
      </ul>
    </details>
  );
}
