/** The samples of a process: a chart of layers, and the table behind it. */
import { useMemo } from 'preact/hooks';
import { formatRoute, type Route } from '../route/address';
import { adjust, withParameters } from '../route/current.browser';
import { ChangeTable } from './ChangeTable';
import { Chart } from './Chart';
import { changeRows } from './change-rows';
import { chosenParameters, chosenSamples, momentParameters } from './chosen';
import { LayerLegend } from './LayerLegend';
import { hiddenNames, hiddenText, PICTURE_WORDS, pictureOf, unitOf } from './picture';
import { layers, PICTURES } from './stack';
import type { ProcessGrowth } from './verdict';

interface Properties {
  readonly growth: ProcessGrowth;
  readonly route: Route;
}

export function Samples({ growth, route }: Properties) {
  const { by, hidden, since, at } = route.parameters;
  const picture = pictureOf(by);
  const out = hiddenNames(hidden);
  const all = useMemo(() => layers(growth.samples ?? [], picture), [growth, picture]);
  const data = useMemo(() => {
    const limit =
      picture === 'mappings'
        ? growth.mappingLimit?.limit
        : picture === 'memory'
          ? growth.memoryLimit?.limit
          : undefined;
    return {
      times: (growth.samples ?? []).map(sample => Date.parse(sample.at ?? '')),
      layers: all.filter(({ name }) => !out.includes(name)),
      unit: unitOf(picture),
      limit,
    };
  }, [growth, all, hidden]);
  const change = (parameters: Readonly<Record<string, string>>) => adjust(withParameters(route, parameters));
  const { from, to, outside } = chosenSamples(data.times, since, at);
  const rows = changeRows(all, from, to, [...(growth.measures ?? []), ...(growth.categories ?? [])]);
  return (
    <section aria-labelledby="samples">
      <h2 id="samples">Samples</h2>
      <fieldset class="choices">
        <legend class="unseen">Shown measure</legend>
        {PICTURES.map(each => (
          <label key={each}>
            <input
              type="radio"
              name="picture"
              checked={each === picture}
              onChange={() => change({ by: each === PICTURES[0] ? '' : each, hidden: '' })}
            />{' '}
            {PICTURE_WORDS[each]}
          </label>
        ))}
      </fieldset>
      {data.times.length < 2 ? (
        <p class="unknown">Fewer than two samples so far: the next comes with the next tick of the service.</p>
      ) : (
        <>
          {outside ? (
            <p class="problem" role="status">
              The moment in this address is not among the kept samples; the nearest is shown.
            </p>
          ) : null}
          <Chart
            label={`${PICTURE_WORDS[picture]} over time`}
            data={data}
            from={from}
            to={to}
            onChange={(first, last) => change(chosenParameters(data.times, first, last))}
          />
          <LayerLegend layers={all} hidden={out} onChange={names => change({ hidden: hiddenText(names) })} />
          <p class="hint">
            Click or arrow keys choose a moment; drag, or Shift with arrow keys, two of them. The table has the change
            between them.
          </p>
          <ChangeTable rows={rows} unit={data.unit} from={data.times[from] ?? 0} to={data.times[to] ?? 0} />
          <p>
            <a href={formatRoute({ ...route, screen: 'compare', parameters: momentParameters(data.times, from, to) })}>
              Compare the mappings at these moments
            </a>
          </p>
        </>
      )}
    </section>
  );
}
