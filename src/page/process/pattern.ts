/** The patterns of paths, as the filters of the API read them. */

/** The pattern for what somebody searches: a part of a name, a whole path, or a pattern already. */
export function pathPattern(text: string): string {
  return text === '' || text.startsWith('/') || /[*?[]/.test(text) ? text : `*${text}*`;
}

/** The pattern that matches one path alone. */
export function exactPattern(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}
