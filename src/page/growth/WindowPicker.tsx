/** The choice of the time span of a growth answer. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { windowChoices } from './windows';

/** The service's own window, once an answer without a wish has said it. */
const own = signal<string | undefined>(undefined);

interface Properties {
  /** The window in the address; empty for the service's own. */
  readonly wanted: string;
  readonly answered: string | undefined;
  readonly onPick: (window: string) => void;
}

export function WindowPicker({ wanted, answered, onPick }: Properties) {
  useEffect(() => {
    if (wanted === '' && answered !== undefined) {
      own.value = answered;
    }
  }, [wanted, answered]);
  return (
    <p class="controls">
      <label>
        Time span of samples and slopes{' '}
        <select value={wanted} onChange={event => onPick(event.currentTarget.value)}>
          {windowChoices(own.value, wanted).map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}
