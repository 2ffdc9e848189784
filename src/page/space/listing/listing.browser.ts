/** The listing of an address space: read row by row, and again after a failure that passes. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { client, outcome } from '../../api/client.browser';
import { poll } from '../../api/poll.browser';
import type { Problem } from '../../api/problem';
import { pinned } from '../../process/place';
import { Columns } from './columns';
import { fill, type Rest } from './fill';
import { afterFailure, cutOff, type Detail } from './retry';

/** What is known of an address space so far. */
export interface Listing {
  readonly columns: Columns;
  /** Grows with the columns, which are filled in place. */
  readonly version: number;
  /** What follows the rows; absent until all were read. */
  readonly rest?: Rest | undefined;
  readonly detail: Detail;
  readonly problem?: Problem | undefined;
  /** Whether rows are being read. */
  readonly reading: boolean;
}

export interface Listed {
  readonly listing: Listing;
  /** Reads the listing again. */
  readonly read: (detail: Detail) => void;
}

export function useListing(pid: string, startTicks: number | undefined): Listed {
  const [listing, setListing] = useState<Listing>({
    columns: new Columns(),
    version: 0,
    detail: 'maps',
    reading: true,
  });
  const stop = useRef<() => void>(undefined);
  const known = useRef(false);
  const read = useCallback(
    (detail: Detail) => {
      stop.current?.();
      let failures = 0;
      setListing(before => ({ ...before, problem: undefined }));
      stop.current = poll(async signal => {
        const tell = (change: Change) => {
          if (!signal.aborted) {
            const more = change.columns === undefined ? 0 : 1;
            setListing(before => ({ ...before, ...change, version: before.version + more }));
          }
        };
        tell({ reading: true });
        // A listing that takes the place of another one is shown when it is whole.
        const failure = await readListing({ pid, startTicks, detail, partial: !known.current, signal }, tell);
        known.current ||= failure === undefined;
        const { problem, pause } = afterFailure(detail, ++failures, failure);
        tell({ problem, reading: false });
        return pause;
      });
    },
    [pid, startTicks],
  );
  useEffect(() => {
    read('maps');
    return () => stop.current?.();
  }, [read]);
  return { listing, read };
}

type Change = Partial<Omit<Listing, 'version'>>;

interface Wanted {
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly detail: Detail;
  /** Whether it is shown while it is read. */
  readonly partial: boolean;
  readonly signal: AbortSignal;
}

/** Reads a listing; returns the problem if there is one. */
async function readListing(wanted: Wanted, tell: (change: Change) => void): Promise<Problem | undefined> {
  const { pid, startTicks, detail, signal } = wanted;
  const query = { detail, format: 'ndjson' as const, ...pinned(startTicks) };
  const { answer, problem } = await outcome(
    client.GET('/api/processes/{pid}/maps', { params: { path: { pid }, query }, parseAs: 'stream', signal }),
  );
  if (problem !== undefined) {
    return problem;
  }
  const columns = new Columns();
  const partial = wanted.partial ? () => tell({ columns, detail }) : () => {};
  const rest = await fill(columns, answer, partial).catch(() => undefined);
  if (rest === undefined) {
    return cutOff();
  }
  performance.mark('listing-complete');
  tell({ columns, detail, rest });
  return undefined;
}
