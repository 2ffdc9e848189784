/** Texts that a watched process chose: shown, and harmless. */

/** Control characters, line and paragraph separators, and those that reorder, hide or join what is beside them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** A text whose invisible characters are written as escapes, such as `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A word at the beginning of a sentence; names of files and functions are none, and stay as they are. */
const FIRST_WORD = /^[a-z]+(?= )/;

/** A text of the API as a sentence: with a capital letter, and an end. */
export function asSentence(text: string): string {
  const end = text === '' || /[.!?]$/.test(text) ? '' : '.';
  return `${text.replace(FIRST_WORD, word => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)}${end}`;
}
