/** The comparison of a process with itself: snapshots of it, and what has changed since. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import type { ProcessScreenProperties } from '../process/ProcessFrame';
import type { Route } from '../route/address';
import { adjust, currentRoute, withParameters } from '../route/current.browser';
import { Answered } from '../ui/Answered';
import { Remedies } from '../ui/Remedies';
import {
  type Choice,
  choiceAfter,
  choiceNear,
  choiceOf,
  choiceParameters,
  isSameScreen,
  momentsOf,
  momentWords,
  NOW,
  type Snapshot,
  snapshotsOf,
} from './choice';
import { DiffView } from './DiffView';
import { SnapshotTable } from './SnapshotTable';
import { TakeSnapshot } from './TakeSnapshot';
import { useSnapshotDiff } from './useDiff.browser';

const LIMIT = 1000;

export function CompareScreen({ route, pid, startTicks }: ProcessScreenProperties) {
  const [taken, setTaken] = useState(0);
  const shown = useAnswer(`snapshots ${pid} ${taken}`, signal =>
    outcome(client.GET('/api/snapshots', { params: { query: { pid, limit: LIMIT } }, signal })),
  );
  const snapshots = snapshotsOf(shown.answer?.snapshots ?? [], startTicks);
  const moments = momentsOf(route.parameters);
  const [opened] = useState(() => Date.now());
  const choice = choiceIn(snapshots, route.parameters, opened);
  /** Changes the choice of the address as it is by now, which a screen that was left does not. */
  const choose = (change: (now: Choice) => Partial<Choice>) => {
    const now = currentRoute.peek();
    if (now !== undefined && isSameScreen(now, route)) {
      const chosen = choiceIn(snapshots, now.parameters, opened);
      adjust(withParameters(now, choiceParameters({ ...chosen, ...change(chosen) })));
    }
  };
  return (
    <>
      <h2>States of this process</h2>
      <TakeSnapshot
        key={`${pid}@${startTicks}`}
        pid={pid}
        startTicks={startTicks}
        onTaken={id => {
          setTaken(taken + 1);
          choose(now => choiceAfter(now, id));
        }}
      />
      <Answered shown={shown}>
        {answer => (
          <>
            {snapshots.length === 0 ? (
              <p>There is no snapshot of this process yet. Take one, and look again after a while.</p>
            ) : (
              <>
                {moments === undefined || choice.a === undefined ? null : (
                  <p role="status">{momentWords(snapshots, choice, moments)}</p>
                )}
                <SnapshotTable snapshots={snapshots} choice={choice} onChoose={change => choose(() => change)} />
              </>
            )}
            <Remedies unavailable={answer.unavailable} />
          </>
        )}
      </Answered>
      {choice.a === undefined ? null : <Changed a={choice.a} b={choice.b} />}
    </>
  );
}

/** The choice of an address: its states, or those nearest to its moments. */
function choiceIn(snapshots: readonly Snapshot[], parameters: Route['parameters'], now: number): Choice {
  const moments = momentsOf(parameters);
  return moments === undefined ? choiceOf(snapshots, parameters.a, parameters.b) : choiceNear(snapshots, moments, now);
}

function Changed({ a, b }: { readonly a: string; readonly b: string }) {
  const [times, setTimes] = useState(0);
  const shown = useSnapshotDiff(a, b, times);
  return (
    <section aria-labelledby="changed">
      <h2 id="changed">What changed</h2>
      <Answered shown={shown}>
        {diff => <DiffView diff={diff} command={curl(`/api/snapshots/${encodeURIComponent(a)}/diff`, { with: b })} />}
      </Answered>
      {b === NOW ? (
        <p>
          <button type="button" onClick={() => setTimes(times + 1)}>
            Compare again
          </button>
        </p>
      ) : null}
    </section>
  );
}
