/** The events of a live process. */
import type { components } from '../api/generated';
import type { SseEvent } from './sse';

type Schemas = components['schemas'];

export type LiveEvent =
  | { readonly type: 'hello'; readonly data: Schemas['HelloEvent'] }
  | { readonly type: 'change'; readonly data: Schemas['ChangeEvent'] }
  | { readonly type: 'usage'; readonly data: Schemas['UsageEvent'] }
  | { readonly type: 'heartbeat' | 'reset' | 'end'; readonly data: Schemas['NoticeEvent'] };

const TYPES: readonly string[] = ['hello', 'change', 'usage', 'heartbeat', 'reset', 'end'];

/** The event in an event of the stream; absent for one that this page does not know. */
export function liveEvent({ type, data }: SseEvent): LiveEvent | undefined {
  const read = parsed(data);
  // The stream has the types of the API description, as all answers do.
  return TYPES.includes(type) && typeof read === 'object' && read !== null
    ? ({ type, data: read } as LiveEvent)
    : undefined;
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
