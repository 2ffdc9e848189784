/** Answers that a screen shows: asked for once, or again and again while somebody can see them. */
import { useEffect, useState } from 'preact/hooks';
import type { Outcome } from './client.browser';
import { pauseAfter } from './pause';
import { poll } from './poll.browser';
import type { Problem } from './problem';

/** An answer as a screen has it. The last answer stays when a later one fails. */
export interface Shown<T> {
  readonly answer?: T | undefined;
  readonly problem?: Problem | undefined;
  readonly waiting: boolean;
}

/**
 * Asks for an answer.
 *
 * @param key what is asked; another key asks anew, and forgets the answer before
 * @param ask the request
 * @param everySeconds the pause between requests; absent to ask once
 */
export function useAnswer<T>(
  key: string,
  ask: (abort: AbortSignal) => Promise<Outcome<T>>,
  everySeconds?: number,
): Shown<T> {
  const [shown, setShown] = useState<Shown<T> & { key: string }>({ key, waiting: true });
  useEffect(() => {
    let failures = 0;
    return poll(async abort => {
      const { answer, problem } = await ask(abort);
      failures = problem === undefined ? 0 : failures + 1;
      setShown(before => ({
        key,
        answer: answer ?? (before.key === key ? before.answer : undefined),
        problem,
        waiting: false,
      }));
      return pauseAfter(everySeconds, failures, problem);
    });
  }, [key, everySeconds]);
  return shown.key === key ? shown : { waiting: true };
}
