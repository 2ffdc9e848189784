/** The place of mappings in the picture of an address space, as filters of the API. */
import { exactPattern } from '../process/pattern';

/** The filter that finds mappings of a category and a name; a name that is no path is left to the category. */
export function placeOf(category: string, name: string): Readonly<Record<string, string>> {
  return name.startsWith('/') ? { category, path: exactPattern(name) } : { category };
}
