/** The button of a read that costs something: it says the price, and reads on a second click alone. */

import { useEffect, useState } from 'preact/hooks';
import { client, outcome } from '../api/client.browser';
import type { components } from '../api/generated';
import { poll } from '../api/poll.browser';
import type { Problem } from '../api/problem';
import { ProblemNote } from '../ui/ProblemNote';
import { visible } from '../ui/text';
import { pinned } from './place';
import { mayRead, pauseAfterPrice, priceWords } from './price';

export type Estimate = components['schemas']['ScanEstimate'];

interface Properties {
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly detail: 'smaps' | 'pages';
  /** The addresses of the pages that are wanted. */
  readonly range?: readonly [string, string] | undefined;
  /** What is read. */
  readonly words: string;
  /** The number of such reads; one if absent. */
  readonly times?: number;
  readonly reading: boolean;
  readonly onRead: () => void;
}

export function PricedRead({ pid, startTicks, detail, range, words, times = 1, reading, onRead }: Properties) {
  const [estimate, setEstimate] = useState<Estimate>();
  const [problem, setProblem] = useState<Problem>();
  /** Each click is a question of its own. */
  const [asked, setAsked] = useState<{ readonly key: string }>();
  const key = `${pid} ${startTicks} ${detail} ${range?.join('-')}`;
  useEffect(() => {
    setEstimate(undefined);
    setProblem(undefined);
  }, [key]);
  useEffect(() => {
    if (asked?.key !== key) {
      return;
    }
    let failures = 0;
    return poll(async signal => {
      const answered = await askPrice({ pid, startTicks, detail, range }, signal);
      if (signal.aborted) {
        return undefined;
      }
      setEstimate(answered.answer);
      setProblem(answered.problem);
      failures = answered.problem === undefined ? 0 : failures + 1;
      return pauseAfterPrice(answered.answer, failures, answered.problem);
    });
  }, [asked, key]);
  const price = estimate === undefined ? undefined : priceWords(estimate, times);
  return (
    <span class="priced">
      {estimate === undefined ? (
        <button type="button" disabled={reading} onClick={() => setAsked({ key })}>
          {reading ? 'Reading …' : `${words} …`}
        </button>
      ) : (
        <button
          type="button"
          disabled={reading || !mayRead(estimate)}
          onClick={() => {
            setEstimate(undefined);
            setAsked(undefined);
            onRead();
          }}
        >
          {words}: {price}
        </button>
      )}
      {estimate === undefined || mayRead(estimate) ? null : (
        <span role="status">{visible(estimate.explanation ?? '')}</span>
      )}
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </span>
  );
}

type Asked = Pick<Properties, 'pid' | 'startTicks' | 'detail' | 'range'>;

function askPrice({ pid, startTicks, detail, range }: Asked, signal: AbortSignal) {
  const query = {
    detail,
    ...pinned(startTicks),
    ...(range === undefined ? {} : { from: range[0], to: range[1] }),
  };
  const request = client.GET('/api/processes/{pid}/scan-estimate', { params: { path: { pid }, query }, signal });
  return outcome(request);
}
