/** The limits that a process grows towards. */
import { Unknown } from '../ui/Unknown';
import { headroom } from './headroom';
import type { LimitAhead } from './limit';
import type { ProcessGrowth } from './verdict';

export function Headrooms({ growth }: { readonly growth: ProcessGrowth }) {
  const { mappingLimit, memoryLimit, heapLimit, unavailable, capture } = growth;
  const limit = (name: string, field: string, value: LimitAhead | undefined) =>
    value === undefined ? (
      <li>
        {name}: <Unknown field={field} unavailable={unavailable} />
      </li>
    ) : (
      <Limit limit={value} at={capture?.at} />
    );
  return (
    <section aria-labelledby="headroom">
      <h2 id="headroom">Limits ahead</h2>
      <ul class="headrooms">
        {limit('Mappings', 'mappingLimit', mappingLimit)}
        {limit('Private memory', 'memoryLimit', memoryLimit)}
        {heapLimit === undefined ? null : limit('Java heap', 'heapLimit', heapLimit)}
      </ul>
    </section>
  );
}

function Limit({ limit, at }: { readonly limit: LimitAhead; readonly at: string | undefined }) {
  const { name, share, used, ahead, near } = headroom(limit, at);
  return (
    <li>
      {name}
      <meter value={share} min={0} max={1} high={0.8} optimum={0} aria-label={name}>
        {used}
      </meter>
      <span>{used}</span>
      <span class={near ? 'near' : 'hint'}>
        {near ? <span aria-hidden="true">▲ </span> : null}
        {ahead}
      </span>
    </li>
  );
}
