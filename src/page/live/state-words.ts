/** The state of a stream, in words. */
import { clock } from '../ui/moment';
import { count } from '../ui/quantity';
import type { LiveRecord } from './record';

export type StreamState = 'opening' | 'open' | 'waiting' | 'over' | 'paused' | 'hidden';

const WORDS: Readonly<Record<StreamState, string>> = {
  opening: 'Opening the stream …',
  open: 'Following',
  waiting: 'The stream ended. Another one is opened soon',
  over: 'The stream is over',
  paused: 'Paused. Changes are kept for about a minute, some 400 of them',
  hidden: 'Not followed while the page is hidden',
};

/** One sentence about a stream and what it has told. */
export function stateWords(state: StreamState, { since, heard, told, end }: LiveRecord): string {
  const time = (text: string) => clock(new Date(text));
  const parts = [end === undefined ? WORDS[state] : `The stream is over: ${end.replaceAll('-', ' ')}`];
  if (since !== undefined) {
    parts.push(`${count(told)} ${told === 1 ? 'line' : 'lines'} since ${time(since)}`);
  }
  if (heard !== undefined && state === 'open') {
    parts.push(`last heard at ${time(heard)}`);
  }
  return `${parts.join('; ')}.`;
}
