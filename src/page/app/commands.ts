/** The commands of the palette: everything that can be done from anywhere, found by its words. */

/** Something that can be done. */
export interface Command {
  readonly words: string;
  /** A key that does it too, or what tells two of the same words apart. */
  readonly hint?: string | undefined;
  readonly run: () => void;
}

/** Commands that are shown at once. */
const MOST = 12;

/** The commands with all words of a text; those that begin with it come first, otherwise the order stays. */
export function found(commands: readonly Command[], text: string): readonly Command[] {
  const wanted = text.trim().toLowerCase();
  const parts = wanted.split(/\s+/).filter(each => each !== '');
  const matching = commands.filter(({ words }) => parts.every(part => words.toLowerCase().includes(part)));
  const begins = ({ words }: Command) => Number(!words.toLowerCase().startsWith(wanted));
  return matching.toSorted((one, other) => begins(one) - begins(other)).slice(0, MOST);
}

/** The question for processes behind a text: a pid, or the pattern of a name. */
export type ProcessQuestion = { readonly pid: string } | { readonly name: string };

/** The question for processes; absent while the text is too short to mean few. */
export function processQuestion(text: string): ProcessQuestion | undefined {
  const wanted = text.trim();
  if (/^[1-9]\d{0,9}$/.test(wanted) || wanted === 'self') {
    return { pid: wanted };
  }
  if (wanted.length < 2) {
    return undefined;
  }
  return { name: /[*?[]/.test(wanted) ? wanted : `*${wanted}*` };
}

/** The chosen command after a key; absent if the key moves nothing. */
export function chosenAfter(key: string, chosen: number, commands: number): number | undefined {
  if (commands === 0 || (key !== 'ArrowDown' && key !== 'ArrowUp')) {
    return undefined;
  }
  const step = key === 'ArrowDown' ? 1 : -1;
  return (chosen + step + commands) % commands;
}
