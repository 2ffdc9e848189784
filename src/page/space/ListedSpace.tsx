/** The picture of a listing without a process: strip and table, with a state of their own. */
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { Legend } from './Legend';
import type { Row } from './listing/categories';
import { Columns } from './listing/columns';
import { columnsOf, type NotOnALine } from './listing/listed';
import { at } from './listing/numbers';
import { keyOf } from './listing/selection';
import { sumsByCategory } from './listing/sums';
import { MappingTable } from './MappingTable';
import { readState } from './space-state';
import { Gate } from './strip/Gate';
import { Overview } from './strip/Overview';
import { Strip } from './strip/Strip';
import { StripView } from './strip/strip-view.browser';
import { useReveal } from './strip/useReveal.browser';
import { useScene } from './strip/useScene.browser';
import { useSpaceKeys } from './useSpaceKeys.browser';

export function ListedSpace({ rows }: { readonly rows: readonly Row[] }) {
  const columns = useMemo(() => columnsOf(rows), [rows]);
  if (rows.length === 0) {
    return null;
  }
  return columns instanceof Columns ? <Picture columns={columns} /> : <p class="unknown">{REASONS[columns]}</p>;
}

const REASONS: Readonly<Record<NotOnALine, string>> = {
  'without-pages': 'No picture: not every line of the listing has the addresses of whole pages.',
  overlapping: 'No picture: lines of the listing overlap, or do not ascend.',
};

/** The columns of a whole listing never grow. */
const VERSION = 0;

function Picture({ columns }: { readonly columns: Columns }) {
  const [state, setState] = useState(() => readState({}));
  const { scene, matches, selected, marked, gate } = useScene({ columns, version: VERSION }, state, undefined);
  const strip = useMemo(() => new StripView(() => undefined), []);
  useEffect(() => {
    if (scene !== undefined) {
      strip.setLine(scene.line);
    }
  }, [strip, scene?.line]);
  useReveal(strip, columns, selected, state);
  const select = useCallback(
    (mapping: number) => setState(now => ({ ...now, at: keyOf(columns, mapping) })),
    [columns],
  );
  const open = useCallback(
    (mapping: number) => {
      select(mapping);
      if (mapping !== gate) {
        strip.show(at(columns.start, mapping), at(columns.end, mapping));
      }
    },
    [select, strip, columns, gate],
  );
  const step = useSpaceKeys({ columns, matches, selected, gate, strip, select, open, hasAddressField: false });
  const sums = useMemo(() => sumsByCategory(columns), [columns]);
  return (
    <>
      {columns.addressed ? null : (
        <p class="note">
          Shown by order: you lack the scope <code>maps:addresses</code>.
        </p>
      )}
      <Overview scene={scene} strip={strip} />
      <Strip
        scene={scene}
        strip={strip}
        selected={selected}
        marked={marked}
        onSelect={select}
        onOpen={open}
        onStep={step}
      />
      <div class="below-strip">
        <Gate columns={columns} gate={gate} selected={selected} onSelect={select} />
        <button type="button" class="quiet" onClick={() => strip.showAll()}>
          Show all
        </button>
      </div>
      <Legend
        sums={sums}
        chosen={state.filter.category}
        onChoose={category => setState(now => ({ ...now, filter: { ...now.filter, category } }))}
      />
      <MappingTable
        columns={columns}
        version={VERSION}
        matches={matches}
        sort={state.sort}
        selected={selected}
        onSelect={select}
        onOpen={open}
        onSort={sort => setState(now => ({ ...now, sort }))}
      />
    </>
  );
}
