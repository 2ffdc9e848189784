/** Texts that a watched process chose: shown, and harmless. */

/** Control characters, line and paragraph separators, and those that reorder, hide or join what is beside them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** A text whose invisible characters are written as escapes, such as `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
