/** The lines of a live process, newest first. They stand still while somebody points at them. */
import { useState } from 'preact/hooks';
import { SignedWord } from '../comparison/KindWord';
import { formatRoute, type Route } from '../route/address';
import { Grid, type GridColumn } from '../ui/Grid';
import { clock } from '../ui/moment';
import { count, signedBytes } from '../ui/quantity';
import { FREE, type Hold, holdAfter } from './hold';
import type { Entry } from './record';

interface Properties {
  readonly entries: readonly Entry[];
  readonly route: Route;
}

export function Entries({ entries, route }: Properties) {
  const [{ entries: held }, setHold] = useState<Hold<Entry>>(FREE);
  const [selected, setSelected] = useState<number | undefined>(undefined);
  const rows = held ?? entries;
  const newer = held === undefined ? 0 : (entries[0]?.number ?? 0) - (held[0]?.number ?? 0);
  const at = selected === undefined ? -1 : rows.findIndex(({ number }) => number === selected);
  const hold = (change: Parameters<typeof holdAfter>[1]) => setHold(before => holdAfter(before, change, entries));
  const left = (event: FocusEvent & { readonly currentTarget: HTMLElement }) => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) {
      hold({ focus: false });
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stands still; the rows hear clicks and keys
    <div
      onMouseMove={() => hold({ pointer: true })}
      onMouseLeave={() => hold({ pointer: false })}
      onFocusIn={() => hold({ focus: true })}
      onFocusOut={left}
    >
      {rows.length === 0 ? (
        <p class="unknown">Nothing has changed so far.</p>
      ) : (
        <Grid<Entry>
          label="Changes, newest first"
          columns={columns(route)}
          rows={rows.length}
          row={index => rows[index]}
          rowKey={index => String(rows[index]?.number ?? index)}
          selected={at < 0 ? undefined : at}
          onSelect={index => setSelected(rows[index]?.number)}
          visibleRows={16}
        />
      )}
      {rows[at] === undefined ? null : <Chosen entry={rows[at]} route={route} />}
      <p class="hint">
        {newer > 0 ? `${count(newer)} newer: they are shown when the pointer and the focus leave the list.` : ''}
      </p>
    </div>
  );
}

function columns(route: Route): readonly GridColumn<Entry>[] {
  return [
    {
      name: 'at',
      heading: 'Time',
      width: '4.5rem',
      wideOnly: true,
      cell: ({ at }) => (at === undefined ? 'not known' : clock(new Date(at))),
    },
    {
      name: 'word',
      heading: 'Change',
      width: '7rem',
      cell: ({ sign, word, direction }) => <SignedWord sign={sign} word={word} direction={direction} />,
    },
    {
      name: 'line',
      heading: 'What',
      width: 'minmax(6rem, 3fr)',
      cell: ({ line, address }) =>
        address === undefined ? (
          <bdi title={line}>{line}</bdi>
        ) : (
          <a href={formatRoute({ ...route, screen: 'space', parameters: { at: address } })} tabIndex={-1} title={line}>
            <bdi>{line}</bdi>
          </a>
        ),
    },
    {
      name: 'changedBytes',
      heading: 'Size',
      width: '6rem',
      numeric: true,
      wideOnly: true,
      cell: ({ changedBytes }) => (changedBytes === undefined ? '' : signedBytes(changedBytes)),
    },
    {
      name: 'address',
      heading: 'Address',
      width: '10rem',
      wideOnly: true,
      cell: ({ address }) => <span class="address">{address ?? ''}</span>,
    },
  ];
}

/** The chosen line in full. */
function Chosen({ entry, route }: { readonly entry: Entry; readonly route: Route }) {
  const { at, word, line, address } = entry;
  return (
    <p>
      {at === undefined ? null : `${clock(new Date(at))}, `}
      {word}: <bdi>{line}</bdi>
      {address === undefined ? null : (
        <>
          {' '}
          <a href={formatRoute({ ...route, screen: 'space', parameters: { at: address } })}>
            show <span class="address">{address}</span>
          </a>
        </>
      )}
    </p>
  );
}
