/** Requests that repeat while somebody can see the page. */

/**
 * Repeats a step until it is stopped. While the page is hidden, a step that is due waits.
 *
 * @param step one round; it returns the pause before the next one in seconds, or nothing to end
 * @returns stops it, and aborts the request of the step
 */
export function poll(step: (abort: AbortSignal) => Promise<number | undefined>): () => void {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  const run = async () => {
    due = false;
    try {
      const pause = await step(abort.signal);
      if (pause !== undefined && !abort.signal.aborted) {
        timer = setTimeout(runIfSeen, pause * 1000);
      }
    } catch (failure) {
      if (!abort.signal.aborted) {
        throw failure;
      }
    }
  };
  const runIfSeen = () => {
    due = document.hidden;
    if (!due) {
      void run();
    }
  };
  const seen = () => {
    if (due && !document.hidden) {
      void run();
    }
  };
  document.addEventListener('visibilitychange', seen);
  runIfSeen();
  return () => {
    abort.abort();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
