/** The address space of a process: strip, table and treemap with one selection. */

import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, outcome } from '../api/client.browser';
import { PricedRead } from '../process/PricedRead';
import type { ProcessScreenProperties } from '../process/ProcessFrame';
import { pinned } from '../process/place';
import { Answered } from '../ui/Answered';
import { ProblemNote } from '../ui/ProblemNote';
import { visible } from '../ui/text';
import { Billboards } from './Billboards';
import { change, selectKey } from './change.browser';
import { Detail } from './Detail';
import { Exports } from './Exports';
import { FilterBox } from './FilterBox';
import { Legend } from './Legend';
import { useListing } from './listing/listing.browser';
import { at } from './listing/numbers';
import { keyOf } from './listing/selection';
import { sumsByCategory, sumsOf } from './listing/sums';
import { MappingTable } from './MappingTable';
import { Stamp } from './Stamp';
import { rangeInSight, readState } from './space-state';
import { Gate } from './strip/Gate';
import { HowToRead } from './strip/HowToRead';
import { Overview } from './strip/Overview';
import { Strip } from './strip/Strip';
import { StripControls } from './strip/StripControls';
import { useReveal } from './strip/useReveal.browser';
import { useScene } from './strip/useScene.browser';
import { useStrip } from './strip/useStrip.browser';
import { Treemap } from './tiles/Treemap';
import { useSpaceKeys } from './useSpaceKeys.browser';
import { sumsText } from './words';

export function SpaceScreen({ route, process, pid, startTicks }: ProcessScreenProperties) {
  const state = readState(route.parameters);
  const { listing, read } = useListing(pid, startTicks);
  const { columns, version } = listing;
  const system = useAnswer('system', signal => outcome(client.GET('/api/system', { signal })));
  const query = pinned(startTicks);
  const summary = useAnswer(`summary ${pid} ${startTicks}`, signal =>
    outcome(client.GET('/api/processes/{pid}/summary', { params: { path: { pid }, query }, signal })),
  );
  const shown = useScene(listing, state, system.answer?.addressSpace);
  const { scene, matches, selected, mode } = shown;
  const strip = useStrip(rangeInSight(state), columns.addressed);
  useEffect(() => {
    if (scene !== undefined) {
      strip.setLine(scene.line);
    }
  }, [strip, scene?.line]);
  useReveal(strip, columns, selected, state);
  const select = useCallback((mapping: number) => selectKey(keyOf(columns, mapping)), [columns]);
  const open = useCallback(
    (mapping: number) => {
      select(mapping);
      // What lies apart from the strip cannot be zoomed to.
      if (mapping !== shown.gate) {
        strip.show(at(columns.start, mapping), at(columns.end, mapping));
      }
    },
    [select, strip, columns, shown.gate],
  );
  const stepTo = useSpaceKeys({
    columns,
    matches,
    selected,
    gate: shown.gate,
    strip,
    select,
    open,
    hasAddressField: true,
  });
  const categories = useMemo(() => sumsByCategory(columns), [columns, version]);
  const sum = useMemo(
    () => sumsText(columns, sumsOf(columns, matches.mask, shown.gate)),
    [columns, matches, shown.gate],
  );
  return (
    <>
      <Answered shown={summary}>{answer => <Billboards summary={answer} />}</Answered>
      {listing.problem === undefined ? null : <ProblemNote problem={listing.problem} />}
      {columns.addressed ? null : (
        <p class="note">
          Shown by order: you lack the scope <code>maps:addresses</code>. Sizes are exact; of the gaps only those from 1
          TiB on are known, rounded down.
        </p>
      )}
      <FilterBox filter={state.filter} sum={sum} />
      <StripControls
        strip={strip}
        mode={mode}
        addressed={columns.addressed}
        reading={listing.reading}
        onRead={() => read('maps')}
      >
        {columns.measured && columns.length > 0 ? null : (
          <PricedRead
            pid={pid}
            startTicks={startTicks}
            detail="smaps"
            words="Read resident memory"
            reading={listing.reading}
            onRead={() => read('smaps')}
          />
        )}
      </StripControls>
      <Overview scene={scene} strip={strip} />
      <Strip
        scene={scene}
        strip={strip}
        selected={selected}
        marked={shown.marked}
        onSelect={select}
        onOpen={open}
        onStep={stepTo}
      />
      <div class="below-strip">
        <Stamp rest={listing.rest} />
        <Gate columns={columns} gate={shown.gate} selected={selected} onSelect={select} />
        <Exports
          pid={pid}
          startTicks={startTicks}
          name={visible(process.name ?? '')}
          filter={state.filter}
          scene={scene}
          strip={strip}
          mode={mode}
          categories={categories}
          sum={sum}
          at={listing.rest?.capture?.at}
        />
      </div>
      <HowToRead />
      <Legend
        sums={categories}
        chosen={state.filter.category}
        onChoose={category => change(now => ({ ...now, filter: { ...now.filter, category } }))}
      />
      <div class="beside">
        <MappingTable
          columns={columns}
          version={version}
          matches={matches}
          sort={state.sort}
          selected={selected}
          onSelect={select}
          onOpen={open}
          onSort={sort => change(now => ({ ...now, sort }))}
        />
        <Detail listing={listing} pid={pid} startTicks={startTicks} selected={selected} at={state.at} />
      </div>
      <Treemap
        columns={columns}
        matches={matches}
        grouping={state.by}
        area={columns.measured ? state.area : 'virtual'}
        selected={selected}
        onSelect={select}
        onOpen={open}
      />
    </>
  );
}
