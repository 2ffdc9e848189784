/** The record of a stream: what was told, newest first, and what it adds up to. */
import type { components } from '../api/generated';
import { changeLine } from '../comparison/change-line';
import { kindLook, type MappingChange } from '../comparison/change-words';
import { measureWords } from '../growth/measures';
import { signedBytes } from '../ui/quantity';
import { visible } from '../ui/text';
import type { LiveEvent } from './events';

/** A line of the record. */
export interface Entry {
  /** Place among all lines since the stream began; no other line has it. */
  readonly number: number;
  readonly at: string | undefined;
  readonly sign: string;
  readonly word: string;
  readonly direction: 'up' | 'down' | 'same';
  readonly line: string;
  /** First address of what changed, as it is now; absent if it is gone, or may not be seen. */
  readonly address: string | undefined;
  readonly changedBytes: number | undefined;
}

export interface LiveRecord {
  readonly entries: readonly Entry[];
  /** Lines that were told since the stream began. */
  readonly told: number;
  /** Change of the address space by category, since {@link since}. */
  readonly sums: ReadonlyMap<string, number>;
  readonly since: string | undefined;
  readonly heard: string | undefined;
  readonly hello: components['schemas']['HelloEvent'] | undefined;
  /** Why the stream is over for good. */
  readonly end: string | undefined;
}

export const NOTHING: LiveRecord = {
  entries: [],
  told: 0,
  sums: new Map(),
  since: undefined,
  heard: undefined,
  hello: undefined,
  end: undefined,
};

/** Most lines that are kept. */
export const KEPT = 1000;

/** The record with more events. */
export function withEvents(record: LiveRecord, events: readonly LiveEvent[]): LiveRecord {
  return events.reduce(withEvent, record);
}

function withEvent(record: LiveRecord, event: LiveEvent): LiveRecord {
  const heard = event.data.at ?? record.heard;
  switch (event.type) {
    case 'hello':
      return { ...record, heard, hello: event.data, since: record.since ?? event.data.at };
    case 'heartbeat':
      return { ...record, heard };
    case 'change':
      return {
        ...withEntry(record, changeEntry(event.data)),
        heard,
        sums: withSums(record.sums, categorySums(event.data)),
      };
    case 'usage':
      return { ...withEntry(record, usageEntry(event.data)), heard };
    case 'reset':
      return {
        ...withEntry(record, notice('reset', event.data, 'changes are missing; the sums begin anew')),
        heard,
        sums: new Map(),
        since: event.data.at,
      };
    case 'end':
      return {
        ...withEntry(record, notice('end', event.data, 'nothing follows')),
        heard,
        end: event.data.reason ?? 'end',
      };
  }
}

type Line = Omit<Entry, 'number'>;

function withEntry(record: LiveRecord, line: Line | undefined): LiveRecord {
  if (line === undefined) {
    return record;
  }
  const number = record.told + 1;
  return { ...record, told: number, entries: [{ number, ...line }, ...record.entries.slice(0, KEPT - 1)] };
}

function changeEntry(change: MappingChange & { at?: string }): Line {
  const { sign, word, direction } = kindLook(change.change);
  const { at, after, changedBytes } = change;
  return { at, sign, word, direction, line: changeLine(change), address: after?.[0]?.start, changedBytes };
}

function usageEntry({ at, threadsChange = 0, sizes = [] }: components['schemas']['UsageEvent']): Line | undefined {
  const parts = sizes
    .filter(({ size = '' }) => !size.startsWith('peak'))
    .map(({ size = '', changedBytes = 0 }) => `${measureWords(size)} ${signedBytes(changedBytes)}`);
  if (threadsChange !== 0) {
    parts.unshift(
      `${Math.abs(threadsChange)} thread${Math.abs(threadsChange) === 1 ? '' : 's'} ${threadsChange > 0 ? 'started' : 'ended'}`,
    );
  }
  return parts.length === 0
    ? undefined
    : {
        at,
        sign: '·',
        word: 'usage',
        direction: 'same',
        line: parts.join(', '),
        address: undefined,
        changedBytes: undefined,
      };
}

function notice(word: string, { at, reason = '', detail }: components['schemas']['NoticeEvent'], then: string): Line {
  const why = detail === undefined ? reason : visible(detail);
  return {
    at,
    sign: '!',
    word,
    direction: 'same',
    line: `${why} (${then})`,
    address: undefined,
    changedBytes: undefined,
  };
}

/** The change of the address space by category that one change makes. They add up to its `changedBytes`. */
export function categorySums(change: MappingChange): ReadonlyMap<string, number> {
  const { before = [], after = [], beforeCount = before.length, afterCount = after.length, changedBytes = 0 } = change;
  const sums = new Map<string, number>();
  const add = (category: string | undefined, bytes: number) => {
    const name = category ?? 'other';
    sums.set(name, (sums.get(name) ?? 0) + bytes);
  };
  // An answer has the first eight mappings of each side: of more, the categories of the others are not known.
  const all = before.length === beforeCount && after.length === afterCount;
  if (all) {
    for (const { category, sizeBytes = 0 } of before) {
      add(category, -sizeBytes);
    }
    for (const { category, sizeBytes = 0 } of after) {
      add(category, sizeBytes);
    }
  } else {
    add((after[0] ?? before[0])?.category, changedBytes);
  }
  return sums;
}

function withSums(sums: ReadonlyMap<string, number>, more: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const together = new Map(sums);
  for (const [category, bytes] of more) {
    together.set(category, (together.get(category) ?? 0) + bytes);
  }
  return together;
}

/** Categories whose sum is not 0, the largest first. */
export function sumRows(sums: ReadonlyMap<string, number>): readonly (readonly [category: string, bytes: number])[] {
  return [...sums].filter(([, bytes]) => bytes !== 0).sort(([, one], [, other]) => Math.abs(other) - Math.abs(one));
}
