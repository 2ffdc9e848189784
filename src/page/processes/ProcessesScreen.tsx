/** The processes of the node: one sentence, then the live table. */
import { useMemo, useState } from 'preact/hooks';
import { formatRoute, type Route } from '../route/address';
import { adjust, navigate, withParameters } from '../route/current.browser';
import { Grid } from '../ui/Grid';
import { ProblemNote } from '../ui/ProblemNote';
import { COLUMNS } from './columns';
import { type ListedProcess, matches, processKey, sentence, sorted, tally } from './crowd';
import { useCrowd } from './useCrowd.browser';

const FIRST_SORT = 'residentBytes,desc';

export function ProcessesScreen({ route }: { readonly route: Route }) {
  const { filter = '', sort = FIRST_SORT, type = 'user' } = route.parameters;
  const crowd = useCrowd(type === 'all');
  const [selected, select] = useState<string>();
  const rows = useMemo(
    () => sorted(filter === '' ? crowd.processes : crowd.processes.filter(each => matches(each, filter)), sort),
    [crowd.processes, filter, sort],
  );
  const told = useMemo(
    () => sentence(tally(crowd.processes, crowd.mappingLimit)),
    [crowd.processes, crowd.mappingLimit],
  );
  const index = rows.findIndex(each => processKey(each) === selected);
  const change = (changes: Readonly<Record<string, string>>) => adjust(withParameters(route, changes));
  return (
    <>
      <h1>Processes</h1>
      <p class="lead" role="status">
        {crowd.complete ? told : 'Reading the processes …'}
      </p>
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
        <output>
          {rows.length} of {crowd.processes.length}
        </output>
      </form>
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
      <p class="hint">Enter or a double click opens a process. Values are those of the last tick of the service.</p>
    </>
  );
}

/** The address of a process. */
export function spaceOf(process: ListedProcess): Route {
  const { pid, startTicks } = process;
  return {
    screen: 'space',
    process: startTicks === undefined ? { pid: String(pid) } : { pid: String(pid), startTicks: String(startTicks) },
    parameters: {},
  };
}

export function spaceLink(process: ListedProcess): string {
  return formatRoute(spaceOf(process));
}

function open(process: ListedProcess | undefined) {
  if (process !== undefined) {
    navigate(spaceOf(process));
  }
}
