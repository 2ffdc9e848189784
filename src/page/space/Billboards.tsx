/** The numbers that matter first. */
import type { ComponentChildren } from 'preact';
import type { components } from '../api/generated';
import { bytes, count, percent } from '../ui/quantity';
import { Unknown } from '../ui/Unknown';

type Summary = components['schemas']['Summary'];

export function Billboards({ summary }: { readonly summary: Summary }) {
  const { unavailable, mappings, gaps } = summary;
  const size = (value: number | undefined, field: string) =>
    value === undefined ? <Unknown field={field} unavailable={unavailable} /> : bytes(value);
  return (
    <dl class="billboards">
      <Board name="Virtual" value={size(summary.virtualBytes, 'virtualBytes')} />
      <Board name="Resident" value={size(summary.residentBytes, 'residentBytes')} />
      <Board name="Swapped out" value={size(summary.swapBytes, 'swapBytes')} />
      <Board
        name="Mappings"
        value={
          mappings?.count === undefined ? <Unknown field="mappings" unavailable={unavailable} /> : count(mappings.count)
        }
        more={
          mappings?.limit === undefined
            ? undefined
            : `${percent(mappings.utilisation ?? 0)} of ${count(mappings.limit)}, ${count(mappings.left ?? 0)} left`
        }
      />
      <Board
        name="Largest gap"
        value={
          gaps?.largestBytes === undefined ? (
            <Unknown field="gaps.largestBytes" unavailable={unavailable} />
          ) : (
            bytes(gaps.largestBytes)
          )
        }
        more={gaps?.count === undefined ? undefined : `of ${count(gaps.count)} gaps`}
      />
    </dl>
  );
}

interface BoardProperties {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly more?: string | undefined;
}

function Board({ name, value, more }: BoardProperties) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {more === undefined ? null : <small>{more}</small>}
      </dd>
    </div>
  );
}
