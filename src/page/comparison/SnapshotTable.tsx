/** The snapshots of a process on a line of time, and the choice of two states. */
import type { ComponentChildren } from 'preact';
import { dayAndClock } from '../ui/moment';
import { bytes, count } from '../ui/quantity';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';
import { type Choice, causeWords, linePlaces, NOW, type Snapshot, timeOf } from './choice';

interface Properties {
  readonly snapshots: readonly Snapshot[];
  readonly choice: Choice;
  readonly onChoose: (choice: Partial<Choice>) => void;
}

/** A state: a snapshot, or the process now. */
interface State {
  readonly id: string;
  readonly snapshot?: Snapshot;
}

export function SnapshotTable({ snapshots, choice, onChoose }: Properties) {
  const states: readonly State[] = [
    { id: NOW },
    ...snapshots.flatMap(snapshot => (snapshot.id === undefined ? [] : [{ id: snapshot.id, snapshot }])),
  ];
  return (
    <>
      <TimeLine states={states} choice={choice} />
      <Table label="States to compare" columns={columns(choice, onChoose)} rows={states} rowKey={({ id }) => id} />
    </>
  );
}

function columns(choice: Choice, onChoose: Properties['onChoose']): readonly TableColumn<State>[] {
  const radio = (name: 'a' | 'b', words: string, id: string) => (
    <input
      type="radio"
      name={`state-${name}`}
      aria-label={words}
      checked={choice[name] === id}
      onChange={() => onChoose({ [name]: id })}
    />
  );
  const of = (text: (snapshot: Snapshot) => ComponentChildren) => (state: State) =>
    state.snapshot === undefined ? '' : text(state.snapshot);
  return [
    { heading: 'Before', cell: ({ id, snapshot }) => (snapshot === undefined ? '' : radio('a', `Before: ${id}`, id)) },
    { heading: 'After', cell: ({ id }) => radio('b', `After: ${id}`, id) },
    {
      heading: 'State',
      cell: ({ snapshot }) => (snapshot === undefined ? 'now, as it runs' : dayAndClock(new Date(timeOf(snapshot)))),
    },
    { heading: 'Label', cell: of(({ label }) => (label === undefined ? 'none' : <bdi>{visible(label)}</bdi>)) },
    { heading: 'Cause', cell: of(causeWords) },
    {
      heading: 'Mappings',
      numeric: true,
      cell: of(({ mappings }) => (mappings === undefined ? 'not known' : count(mappings))),
    },
    { heading: 'Detail', cell: of(({ detail }) => visible(detail ?? 'not known')) },
    {
      heading: 'File size',
      numeric: true,
      cell: of(({ sizeBytes }) => (sizeBytes === undefined ? 'not known' : bytes(sizeBytes))),
    },
  ];
}

const WIDTH = 1000;
const HEIGHT = 28;
const EDGE = 12;

/** The states as points on a line. The table has all that it shows. */
function TimeLine({ states, choice }: { readonly states: readonly State[]; readonly choice: Choice }) {
  const places = linePlaces(states.map(({ snapshot }) => (snapshot === undefined ? Date.now() : timeOf(snapshot))));
  const x = (place: number) => EDGE + place * (WIDTH - 2 * EDGE);
  const placeFor = (id: string | undefined) => places[states.findIndex(state => state.id === id)];
  const [from, to] = [placeFor(choice.a), placeFor(choice.b)];
  return (
    <svg class="time-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <line x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      {from === undefined || to === undefined ? null : (
        <line class="chosen" x1={x(from)} x2={x(to)} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      )}
      {states.map(({ id }, at) => (
        <rect
          key={id}
          class={id === choice.a || id === choice.b ? 'chosen' : ''}
          x={x(places[at] ?? 0) - 4}
          y={4}
          width={8}
          height={HEIGHT - 8}
        />
      ))}
    </svg>
  );
}
