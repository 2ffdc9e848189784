/** The mappings that grew since a process was first seen to grow. */
import type { components } from '../api/generated';
import { formatRoute, type Route } from '../route/address';
import { dayAndClock } from '../ui/moment';
import { signedBytes } from '../ui/quantity';
import { Table, type TableColumn } from '../ui/Table';
import { visible } from '../ui/text';
import { categoryWords, signedAmount } from './measures';
import { placeOf } from './place';
import type { ProcessGrowth } from './verdict';

type GrownName = components['schemas']['GrownName'];

interface Properties {
  readonly growth: ProcessGrowth;
  readonly route: Route;
}

export function GrownMappings({ growth, route }: Properties) {
  const { grownMappings } = growth;
  if (grownMappings === undefined) {
    return null;
  }
  const { since, until, most = [] } = grownMappings;
  const moment = (text: string | undefined) => (text === undefined ? 'then' : dayAndClock(new Date(text)));
  return (
    <section aria-labelledby="grown">
      <h2 id="grown">Mappings that grew</h2>
      <p>
        From {moment(since)} to {moment(until)}, by name.
      </p>
      {most.length === 0 ? (
        <p>None: memory filled mappings that were there before.</p>
      ) : (
        <Table
          label="Mappings that grew"
          columns={columns(route)}
          rows={most}
          rowKey={({ category, name }) => `${category} ${name}`}
        />
      )}
    </section>
  );
}

function columns(route: Route): readonly TableColumn<GrownName>[] {
  return [
    {
      heading: 'Name',
      cell: ({ category = 'other', name = '' }) => (
        <a href={formatRoute({ ...route, screen: 'space', parameters: placeOf(category, name) })}>
          <bdi class="path">{name === '' ? 'without a name' : visible(name)}</bdi>
        </a>
      ),
    },
    { heading: 'Category', cell: ({ category = 'other' }) => categoryWords(category) },
    {
      heading: 'Mappings',
      numeric: true,
      cell: ({ mappings = 0 }) => signedAmount(mappings, 'mappings'),
    },
    { heading: 'Address space', numeric: true, cell: ({ virtualBytes = 0 }) => signedBytes(virtualBytes) },
  ];
}
