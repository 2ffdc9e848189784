/** The hold on a list that grows: it stands still while somebody points at it, or is in it with the keyboard. */

export interface Hold<E> {
  readonly pointer: boolean;
  readonly focus: boolean;
  /** What the list had when the first of both came; absent while it moves on. */
  readonly entries: readonly E[] | undefined;
}

/** Nobody is at the list. */
export const FREE: Hold<never> = { pointer: false, focus: false, entries: undefined };

/**
 * The hold after somebody came or left. An empty list is not held: there is nothing to stand still.
 *
 * @param now the entries as they are
 */
export function holdAfter<E>(
  hold: Hold<E>,
  change: { readonly pointer: boolean } | { readonly focus: boolean },
  now: readonly E[],
): Hold<E> {
  const { pointer, focus } = { ...hold, ...change };
  const entries = pointer || focus ? (hold.entries ?? (now.length > 0 ? now : undefined)) : undefined;
  return pointer === hold.pointer && focus === hold.focus && entries === hold.entries
    ? hold
    : { pointer, focus, entries };
}
