/** The comparison of any two address spaces: processes, or snapshots. */
import { useRef, useState } from 'preact/hooks';
import { curl } from '../api/client.browser';
import type { Route } from '../route/address';
import { navigate, withParameters } from '../route/current.browser';
import { Answered } from '../ui/Answered';
import { DiffView } from './DiffView';
import { useDiff } from './useDiff.browser';

export function CompareTwoScreen({ route }: { readonly route: Route }) {
  const { a = '', b = '' } = route.parameters;
  const [times, setTimes] = useState(0);
  const [one, other] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const compare = (event: Event) => {
    event.preventDefault();
    const [first = '', second = ''] = [one, other].map(input => input.current?.value.trim());
    if (first === a && second === b) {
      setTimes(times + 1);
    } else {
      navigate(withParameters(route, { a: first, b: second }));
    }
  };
  const field = (label: string, input: typeof one, value: string) => (
    <label>
      {label}{' '}
      <input
        ref={input}
        key={value}
        defaultValue={value}
        required
        spellcheck={false}
        placeholder="pid, name or snapshot"
      />
    </label>
  );
  return (
    <>
      <h1>Compare two</h1>
      <p>Two runs of a program, a good version and a bad one, or a process and a snapshot of another one.</p>
      <form class="controls" onSubmit={compare}>
        {field('From', one, a)}
        {field('to', other, b)}
        <button type="submit">Compare</button>
      </form>
      {a === '' || b === '' ? null : <Compared a={a} b={b} times={times} />}
    </>
  );
}

function Compared({ a, b, times }: { readonly a: string; readonly b: string; readonly times: number }) {
  const shown = useDiff(a, b, times);
  return <Answered shown={shown}>{diff => <DiffView diff={diff} command={curl('/api/diff', { a, b })} />}</Answered>;
}
