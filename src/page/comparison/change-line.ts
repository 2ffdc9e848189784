/** A change between two readings of one process, as a line of words. */
import { bytes, count, signedBytes } from '../ui/quantity';
import { type MappingChange, nameOf } from './change-words';

/** What changed and how; the word for the type of the change stands beside it. */
export function changeLine(change: MappingChange): string {
  const parts = [subject(change), permissions(change), size(change), nameBefore(change)];
  const { likely = [] } = change;
  const often = likely.length === 0 ? '' : ` (often ${likely.join(' or ')})`;
  return `${parts.filter(part => part !== '').join(', ')}${often}`;
}

function subject({ change, before, after, beforeCount = 0, afterCount = 0, cause }: MappingChange): string {
  const mapping = after?.[0] ?? before?.[0] ?? {};
  if (change === 'split' || change === 'merged') {
    const by = cause === undefined ? '' : `, by a part that was ${cause}`;
    return `${nameOf(mapping)}, ${count(beforeCount)} → ${count(afterCount)} mappings${by}`;
  }
  return `${nameOf(mapping)}${mapping.sizeBytes === undefined ? '' : ` of ${bytes(mapping.sizeBytes)}`}`;
}

function permissions({ before, after }: MappingChange): string {
  const [one, other] = [before?.[0]?.permissions, after?.[0]?.permissions];
  return one === undefined || other === undefined || one === other ? '' : `${one} → ${other}`;
}

function size({ changedBytes = 0, lowBytes = 0, highBytes = 0 }: MappingChange): string {
  if (changedBytes === 0) {
    return '';
  }
  const ends = [lowBytes === 0 ? '' : 'lower', highBytes === 0 ? '' : 'upper'].filter(end => end !== '');
  return `${signedBytes(changedBytes)}${ends.length === 0 ? '' : ` at its ${ends.join(' and ')} end`}`;
}

function nameBefore({ change, before }: MappingChange): string {
  return change === 'renamed' && before?.[0] !== undefined ? `was ${nameOf(before[0])}` : '';
}
