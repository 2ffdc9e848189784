/** The findings of all processes of the node, worst first. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import { screenLink } from '../process/place';
import type { Route } from '../route/address';
import { adjust, withParameters } from '../route/current.browser';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { count } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { ShowMore } from '../ui/ShowMore';
import { visible } from '../ui/text';
import { Bands } from './Bands';
import { FindingCard } from './FindingCard';
import { findingsSentence, RULES, SEVERITIES, severityOf } from './severity';

const EVERY_SECONDS = 15;
const FIRST = 50;
const MOST = 1000;

export function FindingsScreen({ route }: { readonly route: Route }) {
  const { rule = '', name = '' } = route.parameters;
  const severity = severityOf(route.parameters.severity);
  const [limit, setLimit] = useState(FIRST);
  const change = (changes: Readonly<Record<string, string>>) => adjust(withParameters(route, changes));
  const filters = {
    ...(severity === undefined ? {} : { severity }),
    ...(rule === '' ? {} : { rule }),
    ...(name === '' ? {} : { name }),
  };
  const shown = useAnswer(
    `findings ${JSON.stringify(filters)} ${limit}`,
    signal => outcome(client.GET('/api/findings', { params: { query: { ...filters, limit } }, signal })),
    EVERY_SECONDS,
    `findings ${JSON.stringify(filters)}`,
  );
  return (
    <>
      <h1>Findings</h1>
      <form class="controls" onSubmit={event => event.preventDefault()}>
        <label>
          At least{' '}
          <select value={severity ?? ''} onChange={event => change({ severity: event.currentTarget.value })}>
            <option value="">any severity</option>
            {SEVERITIES.map(each => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label>
          Rule{' '}
          <select value={rule} onChange={event => change({ rule: event.currentTarget.value })}>
            <option value="">all rules</option>
            {Object.entries(RULES).map(([code, words]) => (
              <option key={code} value={code}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label>
          Name{' '}
          <input
            type="search"
            data-key="/"
            value={name}
            placeholder="java, *nginx*"
            onChange={event => change({ name: event.currentTarget.value.trim() })}
          />
        </label>
        <CopyButton label="Copy as curl" text={() => curl('/api/findings', filters)} />
      </form>
      <Answered shown={shown}>
        {({ findings = [], total = 0, hint, lookedAt = 0, unavailable }) => (
          <>
            <p class="lead" role="status">
              {findingsSentence(findings, total)}
            </p>
            {hint === undefined ? null : <p class="hint">{visible(hint)}</p>}
            <p class="hint">{count(lookedAt)} processes were looked at.</p>
            <Bands
              findings={findings}
              card={finding => (
                <FindingCard
                  key={`${finding.pid} ${finding.startTicks} ${finding.rule} ${finding.detail}`}
                  finding={finding}
                  process={finding}
                  subject={
                    <a href={screenLink(finding, 'findings')}>
                      <bdi>{visible(finding.name ?? '')}</bdi> {finding.pid}
                    </a>
                  }
                />
              )}
            />
            <ShowMore shown={findings.length} total={total} onMore={limit < MOST ? () => setLimit(MOST) : undefined} />
            <Remedies unavailable={unavailable} />
          </>
        )}
      </Answered>
    </>
  );
}
