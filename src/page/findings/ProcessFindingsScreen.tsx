/** The findings of one process. */

import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import type { ProcessScreenProperties } from '../process/ProcessFrame';
import { pinned } from '../process/place';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { Remedies } from '../ui/Remedies';
import { Bands } from './Bands';
import { FindingCard } from './FindingCard';
import { findingsSentence } from './severity';

export function ProcessFindingsScreen({ process, pid, startTicks }: ProcessScreenProperties) {
  const path = { pid };
  const query = pinned(startTicks);
  const [times, setTimes] = useState(1);
  // Each answer reads the mappings of the process, so that it is not asked for again and again.
  const shown = useAnswer(`findings of ${pid} ${startTicks} ${times}`, signal =>
    outcome(client.GET('/api/processes/{pid}/findings', { params: { path, query }, signal })),
  );
  return (
    <>
      <p class="controls">
        <button type="button" disabled={shown.waiting} onClick={() => setTimes(times + 1)}>
          Read again
        </button>
        <CopyButton label="Copy as curl" text={() => curl(`/api/processes/${pid}/findings`, pinned(startTicks))} />
      </p>
      <Answered shown={shown}>
        {({ findings = [], generatesCode, unavailable }) => (
          <>
            <p class="lead" role="status">
              {findingsSentence(findings, findings.length)}
            </p>
            {generatesCode ? (
              <p class="hint">
                The program is known to generate code: executable memory without a file is no finding in it.
              </p>
            ) : null}
            <Bands
              findings={findings}
              card={finding => (
                <FindingCard key={`${finding.rule} ${finding.detail}`} finding={finding} process={process} />
              )}
            />
            <Remedies unavailable={unavailable} />
          </>
        )}
      </Answered>
    </>
  );
}
