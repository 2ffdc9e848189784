/** A process as it changes. */

import { useState } from 'preact/hooks';
import { curl } from '../api/client.browser';
import { categoryWords } from '../growth/measures';
import type { ProcessScreenProperties } from '../process/ProcessFrame';
import { pinned } from '../process/place';
import { CopyButton } from '../ui/CopyButton';
import { useKeys } from '../ui/keys.browser';
import { ProblemNote } from '../ui/ProblemNote';
import { signedBytes } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { Entries } from './Entries';
import { useFollowing } from './follow.browser';
import { sumRows } from './record';
import { stateWords } from './state-words';
import { Watch } from './Watch';

export function LiveScreen({ route, pid, startTicks }: ProcessScreenProperties) {
  const [paused, setPaused] = useState(false);
  const { record, state, problem } = useFollowing(pid, startTicks, paused);
  const toggle = () => setPaused(!paused);
  useKeys({ p: [paused ? 'Continue to follow the process' : 'Pause following the process', toggle] });
  const sums = sumRows(record.sums);
  return (
    <>
      <Watch pid={pid} startTicks={startTicks} route={route} />
      <section aria-labelledby="live">
        <h2 id="live">As it happens</h2>
        <p role="status">{stateWords(state, record)}</p>
        <p class="controls">
          <button type="button" aria-pressed={paused} onClick={toggle} disabled={state === 'over'}>
            {paused ? 'Continue' : 'Pause'}
          </button>
          <CopyButton
            label="Copy as curl"
            text={() => curl(`/api/processes/${pid}/events`, pinned(startTicks)).replace('curl', 'curl -N')}
          />
        </p>
        {problem === undefined ? null : <ProblemNote problem={problem} />}
        <p>
          {sums.length === 0
            ? 'No category has changed its size so far.'
            : sums.map(([category, bytes]) => `${categoryWords(category)} ${signedBytes(bytes)}`).join(', ')}
        </p>
        <Entries entries={record.entries} route={route} />
        <p class="hint">
          The service reads the mappings each second at most while the process works, and once a minute otherwise. What
          came and went in between is not seen. No page tables are walked.
        </p>
        <Remedies unavailable={record.hello?.unavailable} />
      </section>
    </>
  );
}
