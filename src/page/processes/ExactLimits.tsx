/** The limits of the table to one value of a field, each with a button that removes it. */
import { visible } from '../ui/text';
import { exactLimits } from './crowd';

interface Properties {
  readonly parameters: Readonly<Record<string, string>>;
  readonly onRemove: (field: string) => void;
}

export function ExactLimits({ parameters, onRemove }: Properties) {
  return exactLimits(parameters).map(([field, value]) => (
    <button key={field} type="button" title="Show all" onClick={() => onRemove(field)}>
      {field} <bdi>{visible(value)}</bdi> <span aria-hidden="true">✕</span>
    </button>
  ));
}
