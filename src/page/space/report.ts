/** The text about an address space that goes into a ticket. */
import { bytes, count } from '../ui/quantity';
import { LOOKS } from './listing/categories';
import type { CategorySum } from './listing/sums';

export interface Reported {
  /** Name and pid. */
  readonly title: string;
  /** When the listing was read. */
  readonly at: string | undefined;
  readonly filter: string;
  readonly sum: string;
  readonly categories: readonly CategorySum[];
  /** Where the page shows the same. */
  readonly link: string;
}

/** The report: what, when, the totals, the categories from the largest on, and the link. */
export function reportText({ title, at, filter, sum, categories, link }: Reported): string {
  const largestFirst = categories.toSorted((one, other) => other.bytes - one.bytes);
  return [
    `Address space of ${title}${at === undefined ? '' : `, read at ${at}`}`,
    filter === '' ? sum : `With the filter ${filter}: ${sum}`,
    ...largestFirst.map(
      ({ category, mappings, bytes: size }) => `- ${LOOKS[category].words}: ${bytes(size)} in ${count(mappings)}`,
    ),
    link,
  ].join('\n');
}
