/** The processes of the node: one sentence, then the live table. */
import { useEffect, useState } from 'preact/hooks';
import { screenOf } from '../process/place';
import { keepListed } from '../process/useNeighbours.browser';
import type { Route } from '../route/address';
import { adjust, navigate, withParameters } from '../route/current.browser';
import { Grid } from '../ui/Grid';
import { ProblemNote } from '../ui/ProblemNote';
import { Remedies } from '../ui/Remedies';
import { CrowdSentence } from './CrowdSentence';
import { COLUMNS } from './columns';
import { type ListedProcess, processKey } from './crowd';
import { ExactLimits } from './ExactLimits';
import { useCrowd } from './useCrowd.browser';
import { useRows } from './useRows.browser';

const FIRST_SORT = 'residentBytes,desc';

export function ProcessesScreen({ route }: { readonly route: Route }) {
  const { filter = '', show = '', sort = FIRST_SORT, type = 'user' } = route.parameters;
  const crowd = useCrowd(type === 'all');
  const [selected, select] = useState<string>();
  const { rows, hold } = useRows(crowd, route.parameters, sort);
  useEffect(() => keepListed(rows), [rows]);
  const index = rows.findIndex(each => processKey(each) === selected);
  const change = (changes: Readonly<Record<string, string>>) => adjust(withParameters(route, changes));
  return (
    <>
      <h1>Processes</h1>
      <CrowdSentence crowd={crowd} show={show} onShow={kind => change({ show: kind })} />
      {crowd.problem === undefined ? null : <ProblemNote problem={crowd.problem} />}
      <form class="controls" onSubmit={event => event.preventDefault()}>
        <label>
          Filter{' '}
          <input
            type="search"
            name="filter"
            data-key="/"
            value={filter}
            placeholder="name, path, user, container, pid"
            maxLength={1000}
            onInput={event => change({ filter: event.currentTarget.value })}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={type === 'all'}
            onChange={event => change({ type: event.currentTarget.checked ? 'all' : '' })}
          />{' '}
          with kernel threads
        </label>
        <ExactLimits parameters={route.parameters} onRemove={field => change({ [field]: '' })} />
        <output>
          {rows.length} of {crowd.processes.length}
        </output>
      </form>
      <div
        onPointerEnter={() => hold('pointer', true)}
        onPointerLeave={() => hold('pointer', false)}
        onFocusIn={() => hold('focus', true)}
        onFocusOut={() => hold('focus', false)}
      >
        <Grid<ListedProcess>
          label="Processes"
          columns={COLUMNS}
          rows={rows.length}
          row={at => rows[at]}
          rowKey={at => (rows[at] === undefined ? String(at) : processKey(rows[at]))}
          selected={index < 0 ? undefined : index}
          onSelect={at => select(rows[at] === undefined ? undefined : processKey(rows[at]))}
          onOpen={at => open(rows[at])}
          sort={sort}
          onSort={chosen => change({ sort: chosen })}
          visibleRows={20}
        />
      </div>
      <Remedies unavailable={crowd.unavailable} />
      <p class="hint">Enter or a double click opens a process. Values are those of the last tick of the service.</p>
    </>
  );
}

function open(process: ListedProcess | undefined) {
  if (process !== undefined) {
    navigate(screenOf(process, 'space'));
  }
}
