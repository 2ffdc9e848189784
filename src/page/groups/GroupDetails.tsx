/** One group: its sums, and its members. */
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import { reachedWords } from '../growth/limit';
import { screenLink } from '../process/place';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { Facts } from '../ui/Facts';
import { bytes, bytesPerSecond, count, percent } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { Table } from '../ui/Table';
import { visible } from '../ui/text';
import { atLeast, coverageWords } from './group';
import { Judged } from './Judged';

const EVERY_SECONDS = 10;

export function GroupDetails({ group }: { readonly group: string }) {
  const shown = useAnswer(
    `group ${group}`,
    signal => outcome(client.GET('/api/group', { params: { query: { name: group } }, signal })),
    EVERY_SECONDS,
  );
  const size = (value: number | undefined) => (value === undefined ? undefined : bytes(value));
  return (
    <>
      <h1>
        Group <bdi>{visible(group)}</bdi>
      </h1>
      <p class="controls">
        <a href="#/groups">All groups</a>
        <CopyButton label="Copy as curl" text={() => curl('/api/group', { name: group })} />
      </p>
      <Answered shown={shown}>
        {answer => (
          <>
            <p class="lead">
              {count(answer.processes ?? 0)} processes, leaks: <Judged group={answer} />
              {answer.privateGrowthPerSecond === undefined
                ? '.'
                : `; private memory changes by ${bytesPerSecond(answer.privateGrowthPerSecond)} (${coverageWords(answer.growthCoverage)}).`}
            </p>
            <Facts
              facts={[
                ['Resident', size(answer.residentBytes)],
                ['Private', size(answer.privateBytes)],
                ['Proportional (PSS)', size(answer.proportionalBytes)],
                ['Virtual', size(answer.virtualBytes)],
                ['Swap', size(answer.swapBytes)],
                ['Page tables', size(answer.pageTableBytes)],
                ['Memory limit', size(answer.memoryLimitBytes)],
                ['Threads', answer.threads === undefined ? undefined : count(answer.threads)],
                [
                  'Mappings',
                  answer.mappings === undefined ? undefined : atLeast(count(answer.mappings), answer.mappingsCoverage),
                ],
                [
                  'Highest use of the mapping limit',
                  answer.mappingLimitUtilisation === undefined ? undefined : percent(answer.mappingLimitUtilisation),
                ],
                [
                  'First mapping limit reached',
                  answer.mappingLimitSeconds === undefined
                    ? undefined
                    : reachedWords(answer.mappingLimitSeconds, undefined),
                ],
              ]}
            />
            <h2>Members</h2>
            <Table
              label="Members"
              rows={answer.members ?? []}
              rowKey={member => `${member.pid} ${member.startTicks}`}
              columns={[
                { heading: 'PID', numeric: true, cell: ({ pid }) => pid },
                {
                  heading: 'Name',
                  cell: member => (
                    <a href={screenLink(member, 'space')}>
                      <bdi>{visible(member.name ?? '')}</bdi>
                    </a>
                  ),
                },
                {
                  heading: 'Verdict',
                  cell: ({ verdict = 'unknown' }) => <span class={`verdict ${verdict}`}>{verdict}</span>,
                },
                {
                  heading: 'Growth',
                  numeric: true,
                  cell: ({ privateGrowthPerSecond: slope }) =>
                    slope === undefined ? <span class="unknown">not yet</span> : bytesPerSecond(slope),
                },
                {
                  heading: 'Resident',
                  numeric: true,
                  cell: each => size(each.residentBytes) ?? <span class="unknown">denied</span>,
                },
                {
                  heading: 'Private',
                  numeric: true,
                  cell: each => size(each.privateBytes) ?? <span class="unknown">denied</span>,
                },
                {
                  heading: 'Mappings',
                  numeric: true,
                  cell: ({ mappings }) =>
                    mappings === undefined ? <span class="unknown">not read</span> : count(mappings),
                },
              ]}
            />
            {answer.membersLeftOut === undefined || answer.membersLeftOut === 0 ? null : (
              <p class="hint">and {count(answer.membersLeftOut)} members more</p>
            )}
            <Remedies unavailable={answer.unavailable} />
          </>
        )}
      </Answered>
    </>
  );
}
