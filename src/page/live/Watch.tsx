/** What changes in ten seconds: two readings, and the difference in words. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { client, curl, type Outcome, outcome } from '../api/client.browser';
import type { components } from '../api/generated';
import { changeLine } from '../comparison/change-line';
import type { MappingChange } from '../comparison/change-words';
import { KindWord } from '../comparison/KindWord';
import { categoryWords, measureWords } from '../growth/measures';
import { pinned } from '../process/place';
import { formatRoute, type Route } from '../route/address';
import { CopyButton } from '../ui/CopyButton';
import { useKeys } from '../ui/keys.browser';
import { ProblemNote } from '../ui/ProblemNote';
import { count, signedBytes } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';

type WatchAnswer = components['schemas']['Watch'];

const FOR = '10s';
const LIMIT = 50;

interface Properties {
  readonly pid: string;
  readonly startTicks: number | undefined;
  readonly route: Route;
}

export function Watch({ pid, startTicks, route }: Properties) {
  const [shown, setShown] = useState<Outcome<WatchAnswer> | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const watch = async () => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    const query = { for: FOR, limit: LIMIT, ...pinned(startTicks) };
    try {
      setShown(
        await outcome(
          client.GET('/api/processes/{pid}/watch', { params: { path: { pid }, query }, signal: abort.signal }),
        ),
      );
      setBusy(false);
    } catch {
      // Another watch, or the end of the screen, took the place of this one.
    }
  };
  useKeys({ w: ['Watch the process for ten seconds', () => void watch()] });
  return (
    <section aria-labelledby="watch">
      <h2 id="watch">What changes in ten seconds</h2>
      <p class="controls">
        <button type="button" disabled={busy} onClick={() => void watch()}>
          Watch for 10 s
        </button>
        <CopyButton
          label="Copy as curl"
          text={() => curl(`/api/processes/${pid}/watch`, { for: FOR, ...pinned(startTicks) })}
        />
        <span role="status" class="hint">
          {busy ? 'Watching for ten seconds …' : ''}
        </span>
      </p>
      {shown?.problem === undefined ? null : <ProblemNote problem={shown.problem} />}
      {shown?.answer === undefined ? null : <Watched answer={shown.answer} route={route} />}
    </section>
  );
}

function Watched({ answer, route }: { readonly answer: WatchAnswer; readonly route: Route }) {
  const {
    summary = 'Not compared',
    seconds = 0,
    changes = [],
    changesLeftOut = 0,
    categories = [],
    sizes = [],
  } = answer;
  const sums = [
    ...categories.map(
      ({ category = 'other', changedBytes = 0 }) => `${categoryWords(category)} ${signedBytes(changedBytes)}`,
    ),
    ...sizes
      .filter(({ size = '' }) => size === 'residentBytes' || size === 'anonymousBytes')
      .map(({ size = '', changedBytes = 0 }) => `${measureWords(size)} ${signedBytes(changedBytes)}`),
  ];
  return (
    <>
      <p class="lead">{visible(summary)}.</p>
      <p>
        In {seconds.toFixed(1)} s{sums.length === 0 ? '' : `: ${sums.join(', ')}`}.
      </p>
      {changes.length === 0 ? null : (
        <Table label="Changes" columns={columns(route)} rows={changes} rowKey={(_, index) => index} />
      )}
      {changesLeftOut > 0 ? <p>{count(changesLeftOut)} more, smaller ones.</p> : null}
      <Remedies unavailable={answer.unavailable} />
    </>
  );
}

function columns(route: Route): readonly TableColumn<MappingChange>[] {
  return [
    {
      heading: 'Change',
      cell: ({ change }) => <KindWord change={change} />,
    },
    {
      heading: 'What',
      cell: change => {
        const at = change.after?.[0]?.start;
        const line = <bdi>{changeLine(change)}</bdi>;
        return at === undefined ? (
          line
        ) : (
          <a href={formatRoute({ ...route, screen: 'space', parameters: { at } })}>{line}</a>
        );
      },
    },
  ];
}
