/** The groups of processes, with their sums, and one group with its members. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import type { Route } from '../route/address';
import { adjust, navigate, withParameters } from '../route/current.browser';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { Grid } from '../ui/Grid';
import { Remedies } from '../ui/Remedies';
import { GroupDetails } from './GroupDetails';
import { GROUPINGS, type Group, type Grouping, groupingOf, groupRoute, groupsSentence } from './group';
import { groupColumns } from './groupColumns';

const EVERY_SECONDS = 10;
const LIMIT = 1000;
const FIRST_SORT = 'residentBytes,desc';

export function GroupsScreen({ route }: { readonly route: Route }) {
  const { group } = route.parameters;
  return group === undefined ? <AllGroups route={route} /> : <GroupDetails group={group} />;
}

function AllGroups({ route }: { readonly route: Route }) {
  const { sort = FIRST_SORT } = route.parameters;
  const by = groupingOf(route.parameters.by);
  const [selected, select] = useState<string>();
  const query = { sort, limit: LIMIT, ...(by === undefined ? {} : { by }) };
  const shown = useAnswer(
    `groups ${by} ${sort}`,
    signal => outcome(client.GET('/api/groups', { params: { query }, signal })),
    EVERY_SECONDS,
    `groups ${by}`,
  );
  return (
    <>
      <h1>Groups</h1>
      <form class="controls" onSubmit={event => event.preventDefault()}>
        <label>
          By{' '}
          <select value={by ?? ''} onChange={event => adjust(withParameters(route, { by: event.currentTarget.value }))}>
            <option value="">groups of the metrics</option>
            {Object.entries(GROUPINGS).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <CopyButton
          label="Copy as curl"
          text={() => curl('/api/groups', { sort, ...(by === undefined ? {} : { by }) })}
        />
      </form>
      <Answered shown={shown}>
        {({ groups = [], total = groups.length, folded = 0, unavailable }) => (
          <>
            <p class="lead" role="status">
              {groupsSentence(groups, total)}
            </p>
            {folded === 0 ? null : <p class="hint">{folded} small groups are in the group other.</p>}
            <GroupTable
              groups={groups}
              by={by}
              sort={sort}
              selected={selected}
              onSelect={select}
              onSort={chosen => adjust(withParameters(route, { sort: chosen }))}
              onOpen={({ group = '' }) => {
                const to = groupRoute(group, by);
                if (to !== undefined) {
                  navigate(to);
                }
              }}
            />
            <Remedies unavailable={unavailable} />
          </>
        )}
      </Answered>
    </>
  );
}

interface TableProperties {
  readonly groups: readonly Group[];
  readonly by: Grouping | undefined;
  readonly sort: string;
  readonly selected: string | undefined;
  readonly onSelect: (group: string | undefined) => void;
  readonly onSort: (sort: string) => void;
  readonly onOpen: (group: Group) => void;
}

function GroupTable({ groups, by, sort, selected, onSelect, onSort, onOpen }: TableProperties) {
  const index = groups.findIndex(({ group }) => group === selected);
  return (
    <Grid<Group>
      label="Groups"
      columns={groupColumns(by)}
      rows={groups.length}
      row={at => groups[at]}
      rowKey={at => groups[at]?.group ?? String(at)}
      selected={index < 0 ? undefined : index}
      onSelect={at => onSelect(groups[at]?.group)}
      onOpen={at => {
        const group = groups[at];
        if (group !== undefined) {
          onOpen(group);
        }
      }}
      sort={sort}
      onSort={onSort}
      visibleRows={20}
    />
  );
}
