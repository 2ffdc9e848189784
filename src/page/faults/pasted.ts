/** A text that somebody pasted, and the questions to the service that fit it. */

/** Reads a text as the lines of a kernel log, or as a listing of mappings. */
export type Reading = 'log' | 'listing';

export type Pasted =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'address'; readonly address: string }
  /** The likelier reading comes first; the other is tried where the service finds nothing of the first. */
  | { readonly kind: 'text'; readonly readings: readonly [Reading, Reading] };

const ADDRESS = /^(?:0x)?([0-9a-f]{1,16})$/i;

/** Two ends of a mapping, as listings and crash logs have them. */
const RANGE = /(?:^|[\s[(])(?:0x)?[0-9a-f]{4,16}\s*[-–]\s*(?:0x)?[0-9a-f]{4,16}(?=[\s,)\]]|$)/im;

/** Heads of tables without such ranges: of gdb, pmap and lldb, and of crash logs. */
const HEADS =
  /^\s*(?:Start Addr\s+End Addr|Address\s+(?:Kbytes|Perm)|Dynamic libraries:|\d+:\s+\S.*$|ProcMaps:|memory map)/im;

const LOG =
  /segfault at|general protection|traps: |trap \w+|invoked oom-killer|out of memory|oom-kill:|killed process|unhandled |bad frame in|fatal signal|\berror:[0-9a-f]+/i;

/** Recognises what was pasted. */
export function recognise(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed === '') {
    return { kind: 'nothing' };
  }
  const digits = ADDRESS.exec(trimmed)?.[1];
  if (digits !== undefined) {
    return { kind: 'address', address: `0x${digits.toLowerCase().replace(/^0+(?=.)/, '')}` };
  }
  const listing = RANGE.test(trimmed) || (HEADS.test(trimmed) && !LOG.test(trimmed));
  return { kind: 'text', readings: listing ? ['listing', 'log'] : ['log', 'listing'] };
}
