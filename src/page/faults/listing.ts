/** A pasted listing in words. */
import type { components } from '../api/generated';
import { bytes, count } from '../ui/quantity';

type PastedAddressSpace = components['schemas']['PastedAddressSpace'];

/** The form of a listing, its place in the text, and what is in it. */
export function listingWords({ format, section, complete, summary, count: mappings = 0 }: PastedAddressSpace): string {
  const { fromLine, toLine } = section ?? {};
  const lines = fromLine === toLine ? `line ${fromLine}` : `lines ${fromLine} to ${toLine}`;
  const place = fromLine === undefined ? '' : ` (${lines})`;
  const number = `${count(mappings)} ${mappings === 1 ? 'mapping' : 'mappings'}`;
  const range = summary?.lowest === undefined ? '' : ` from ${summary.lowest} to ${summary.highest}`;
  const part = complete === false ? ' The text does not have all of them.' : '';
  return `A listing in the form of ${format}${place}: ${number}, ${bytes(summary?.virtualBytes ?? 0)}${range}.${part}`;
}
