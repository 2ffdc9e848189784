/** The stream of events of a process, read while somebody can see the page. */

import { useEffect, useState } from 'preact/hooks';
import { client } from '../api/client.browser';
import { type Problem, problemOf, unreachable } from '../api/problem';
import { token } from '../api/token.browser';
import { pinned } from '../process/place';
import { type LiveEvent, liveEvent } from './events';
import { type LiveRecord, NOTHING, withEvents } from './record';
import { pauseBefore } from './retry';
import { SseReader } from './sse';
import type { StreamState } from './state-words';

export interface Following {
  readonly record: LiveRecord;
  /** `open`: events arrive. `waiting`: another attempt follows. `over`: none does. `paused`, or `hidden`: by the reader. */
  readonly state: StreamState;
  readonly problem: Problem | undefined;
}

/** Follows a process. A stream that was closed goes on at its last position when it is opened again. */
export function useFollowing(pid: string, startTicks: number | undefined, paused: boolean): Following {
  const [shown, setShown] = useState<Following>({ record: NOTHING, state: 'opening', problem: undefined });
  const [position] = useState({ id: '' });
  // A stream that was refused is opened again with another token.
  const held = token.value;
  useEffect(() => {
    const tell = (change: Partial<Following>) => setShown(before => ({ ...before, ...change }));
    if (paused) {
      tell({ state: 'paused' });
      return;
    }
    return whileSeen(
      abort =>
        follow(pid, startTicks, position, abort, {
          tell,
          events: events =>
            setShown(before => ({ record: withEvents(before.record, events), state: 'open', problem: undefined })),
        }),
      () => tell({ state: 'hidden' }),
    );
  }, [pid, startTicks, paused, position, held]);
  return shown;
}

/** Runs something while the page can be seen, each time anew, until it is over by itself. */
function whileSeen(run: (abort: AbortSignal) => Promise<void>, hidden: () => void): () => void {
  let abort: AbortController | undefined;
  let over = false;
  const start = async (begun: AbortController) => {
    await run(begun.signal);
    over ||= !begun.signal.aborted;
  };
  const change = () => {
    if (over) {
      return;
    }
    if (document.hidden) {
      abort?.abort();
      abort = undefined;
      hidden();
    } else if (abort === undefined) {
      abort = new AbortController();
      void start(abort);
    }
  };
  document.addEventListener('visibilitychange', change);
  change();
  return () => {
    document.removeEventListener('visibilitychange', change);
    abort?.abort();
  };
}

interface Listener {
  readonly tell: (change: Partial<Following>) => void;
  readonly events: (events: readonly LiveEvent[]) => void;
}

/** Opens streams one after another, until one says that it is the last. */
async function follow(
  pid: string,
  startTicks: number | undefined,
  position: { id: string },
  abort: AbortSignal,
  listener: Listener,
): Promise<void> {
  let failures = 0;
  while (!abort.aborted) {
    listener.tell({ state: 'opening' });
    const reader = new SseReader(position.id);
    const { problem, heard, over } = await readOnce(pid, startTicks, reader, abort, events => {
      position.id = reader.lastEventId;
      listener.events(events);
    });
    if (abort.aborted) {
      return;
    }
    failures = heard ? 0 : failures + 1;
    const pause = over ? undefined : pauseBefore(failures, reader.retryMillis, problem);
    listener.tell({ state: pause === undefined ? 'over' : 'waiting', problem });
    if (pause === undefined) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

interface StreamEnd {
  readonly problem?: Problem;
  /** Whether there were events. */
  readonly heard: boolean;
  /** Whether the stream said that nothing follows. */
  readonly over: boolean;
}

async function readOnce(
  pid: string,
  startTicks: number | undefined,
  reader: SseReader,
  signal: AbortSignal,
  told: (events: readonly LiveEvent[]) => void,
): Promise<StreamEnd> {
  let [heard, over] = [false, false];
  try {
    const { data, error, response } = await client.GET('/api/processes/{pid}/events', {
      params: {
        path: { pid },
        query: pinned(startTicks),
        header: reader.lastEventId === '' ? {} : { 'Last-Event-ID': reader.lastEventId },
      },
      parseAs: 'stream',
      signal,
    });
    if (!response.ok || !data) {
      return { problem: problemOf(error, response.status), heard, over };
    }
    const pieces = data.getReader();
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      const events = reader.read(piece.value).flatMap(event => liveEvent(event) ?? []);
      if (events.length > 0) {
        heard = true;
        over ||= events.some(({ type }) => type === 'end');
        told(events);
      }
    }
    return { heard, over };
  } catch {
    return { problem: unreachable(), heard, over };
  }
}
