/** The question what accesses to an address do, on a button that says what it costs. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, type Outcome, outcome } from '../api/client.browser';
import { ProblemNote } from '../ui/ProblemNote';
import { Table } from '../ui/Table';
import { visible } from '../ui/text';
import { type Access, accessWords } from './access';
import { pinned } from './place';
import { priceWords } from './price';

interface Properties {
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly address: string;
}

/** A question that was asked, by its address, and what was said about it so far. */
interface Told {
  readonly key: string;
  readonly about?: Outcome<readonly Access[]>;
}

export function Accesses({ pid, startTicks, address }: Properties) {
  const key = `${pid} ${startTicks} ${address}`;
  const asked = useRef<AbortController>(undefined);
  const [told, setTold] = useState<Told>();
  const price = useAnswer(`price ${key}`, signal =>
    outcome(
      client.GET('/api/processes/{pid}/scan-estimate', {
        params: { path: { pid }, query: pinned(startTicks) },
        signal,
      }),
    ),
  );
  useEffect(() => {
    setTold(undefined);
    return () => asked.current?.abort();
  }, [key]);
  const ask = async () => {
    asked.current?.abort();
    const abort = new AbortController();
    asked.current = abort;
    setTold({ key });
    try {
      const about = await accessesAt({ pid, startTicks, address }, abort.signal);
      if (!abort.signal.aborted) {
        setTold({ key, about });
      }
    } catch (failure) {
      if (!abort.signal.aborted) {
        throw failure;
      }
    }
  };
  const here = told?.key === key ? told : undefined;
  const about = here?.about;
  const asking = here !== undefined && about === undefined;
  return (
    <div class="access" aria-live="polite" aria-busy={asking}>
      {about?.problem === undefined ? null : <ProblemNote problem={about.problem} />}
      {about?.answer !== undefined ? (
        <Table
          label="What an access does"
          rows={about.answer}
          rowKey={({ type = '' }) => type}
          columns={[
            { heading: 'Access', cell: ({ type }) => type },
            { heading: 'Outcome', cell: access => accessWords(access) },
            { heading: 'Why', cell: ({ explanation = '' }) => visible(explanation) },
          ]}
        />
      ) : (
        <p>
          <button type="button" disabled={asking} onClick={() => void ask()}>
            {asking ? 'Asking …' : 'What would an access do?'}
          </button>{' '}
          <span class="hint">
            {price.answer === undefined ? 'It may read smaps.' : `It may read smaps: ${priceWords(price.answer)}.`}
          </span>
        </p>
      )}
    </div>
  );
}

/** What a read, a write and a jump do at an address; the service may have to walk page tables for it. */
async function accessesAt(
  { pid, startTicks, address }: Properties,
  signal: AbortSignal,
): Promise<Outcome<readonly Access[]>> {
  const query = { address, ...pinned(startTicks) };
  const accesses: Access[] = [];
  for (const type of ['read', 'write', 'execute'] as const) {
    const { answer, problem } = await outcome(
      client.GET('/api/processes/{pid}/access', { params: { path: { pid }, query: { ...query, type } }, signal }),
    );
    if (problem !== undefined) {
      return { problem };
    }
    accesses.push(answer);
  }
  return { answer: accesses };
}
