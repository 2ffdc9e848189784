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
 * @param key what is asked; another key asks anew
 * @param ask the request
 * @param everySeconds the pause between requests; absent to ask once
 * @param subject what the answer is about: while it is the same, the last answer is shown until the next one comes
 */
export function useAnswer<T>(
  key: string,
  ask: (abort: AbortSignal) => Promise<Outcome<T>>,
  everySeconds?: number,
  subject = key,
): Shown<T> {
  const [shown, setShown] = useState<Shown<T> & { key: string; subject: string }>({ key, subject, waiting: true });
  useEffect(() => {
    let failures = 0;
    return poll(async abort => {
      const { answer, problem } = await ask(abort);
      failures = problem === undefined ? 0 : failures + 1;
      setShown(before => ({
        key,
        subject,
        answer: answer ?? (before.subject === subject ? before.answer : undefined),
        problem,
        waiting: false,
      }));
      return pauseAfter(everySeconds, failures, problem);
    });
  }, [key, everySeconds]);
  if (shown.key === key) {
    return shown;
  }
  return shown.subject === subject ? { answer: shown.answer, waiting: true } : { waiting: true };
}
