/** The type of a change: a sign and a word. */
import { type Kind, kindLook } from './change-words';

export function KindWord({ change }: { readonly change: Kind | undefined }) {
  const { sign, word, direction } = kindLook(change);
  return <SignedWord sign={sign} word={word} direction={direction} />;
}

/** A word with a sign before it, which those who hear the page need not hear. */
export function SignedWord({
  sign,
  word,
  direction,
}: {
  readonly sign: string;
  readonly word: string;
  readonly direction: string;
}) {
  return (
    <span class={`change ${direction}`}>
      <span aria-hidden="true">{sign} </span>
      {word}
    </span>
  );
}
