/** The button that takes a snapshot of a process. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { client, outcome } from '../api/client.browser';
import type { Problem } from '../api/problem';
import { PricedRead } from '../process/PricedRead';
import { pinned } from '../process/place';
import { ProblemNote } from '../ui/ProblemNote';

interface Properties {
  readonly pid: string;
  readonly startTicks: number | undefined;
  /** Called only while the button is there. */
  readonly onTaken: (id: string) => void;
}

export function TakeSnapshot({ pid, startTicks, onTaken }: Properties) {
  const label = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [said, setSaid] = useState('');
  // What is to be done with a snapshot is known when it is there, not when it was asked for.
  const taken = useRef<Properties['onTaken']>(undefined);
  taken.current = onTaken;
  useEffect(
    () => () => {
      taken.current = undefined;
    },
    [],
  );
  const take = async (detail: 'maps' | 'smaps') => {
    setBusy(true);
    const text = label.current?.value.trim() ?? '';
    const { answer, problem: failure } = await outcome(
      client.POST('/api/processes/{pid}/snapshots', {
        params: {
          path: { pid },
          query: { detail, ...(text === '' ? {} : { label: text }), ...pinned(startTicks) },
        },
      }),
    );
    setBusy(false);
    setProblem(failure);
    setSaid(failure === undefined ? 'The snapshot is stored.' : '');
    if (answer?.id !== undefined) {
      taken.current?.(answer.id);
    }
  };
  return (
    <>
      <form
        class="controls"
        onSubmit={event => {
          event.preventDefault();
          void take('maps');
        }}
      >
        <label>
          Label <input ref={label} maxLength={100} placeholder="before the deployment" />
        </label>
        <button type="submit" disabled={busy}>
          Take a snapshot now
        </button>
        <PricedRead
          pid={pid}
          startTicks={startTicks}
          detail="smaps"
          words="Take one with resident memory"
          times={2}
          reading={busy}
          onRead={() => void take('smaps')}
        />
        <span role="status" class="hint">
          {said}
        </span>
      </form>
      <p class="hint">
        A snapshot keeps the list of mappings, and walks no page tables. With resident memory it walks them twice, for
        smaps and numa_maps; two such snapshots show which mappings filled.
      </p>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </>
  );
}
