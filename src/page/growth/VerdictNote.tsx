/** The verdict on a process, with its evidence. */
import type { ComponentChildren } from 'preact';
import { reasonFor } from '../api/problem';
import { dayAndClock } from '../ui/moment';
import { visible } from '../ui/text';
import { Unknown } from '../ui/Unknown';
import { evidence, type ProcessGrowth, verdictSentence } from './verdict';

interface Properties {
  readonly growth: ProcessGrowth;
  /** The button that looks which category memory fills. */
  readonly children: ComponentChildren;
}

export function VerdictNote({ growth, children }: Properties) {
  const { verdict = 'unknown', grownMappings, warmFrom } = growth;
  const pieces = evidence(growth);
  const grows = verdict === 'leaking' || verdict === 'growing';
  return (
    <section aria-label="Verdict">
      <p class={`lead verdict ${verdict}`}>{visible(verdictSentence(growth))}</p>
      <p>
        {grownMappings?.since === undefined
          ? null
          : `It was first seen to grow at ${dayAndClock(new Date(grownMappings.since))}. `}
        {warmFrom === undefined ? null : `Samples count from ${dayAndClock(new Date(warmFrom))} on, after its start. `}
      </p>
      {grows && reasonFor(growth.unavailable, 'blamed') !== undefined ? (
        <p>
          The category to blame: <Unknown field="blamed" unavailable={growth.unavailable} />. The address space grows by
          less than a fifth of the memory, so only page tables show which category fills. {children}
        </p>
      ) : null}
      {pieces.length === 0 ? null : (
        <details>
          <summary>What the verdict rests on</summary>
          <ul>
            {pieces.map(({ measure, words }) => (
              <li key={measure}>{words}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
