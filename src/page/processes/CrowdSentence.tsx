/** The first sentence about the processes of a node: how many there are of each kind, which it can filter by. */
import { useMemo } from 'preact/hooks';
import { visible } from '../ui/text';
import { counts } from './crowd';
import type { Crowd } from './useCrowd.browser';

interface Properties {
  readonly crowd: Crowd;
  readonly show: string;
  readonly onShow: (show: string) => void;
}

export function CrowdSentence({ crowd, show, onShow }: Properties) {
  const { processes, mappingLimit, complete } = crowd;
  const kinds = useMemo(() => counts(processes, mappingLimit, show), [processes, mappingLimit, show]);
  if (!complete) {
    return (
      <p class="lead" role="status">
        Reading the processes …
      </p>
    );
  }
  return (
    <p class="lead">
      {kinds.map(({ show: kind, words, number }, index) => (
        <span key={kind}>
          {index === 0 ? '' : ', '}
          <button
            type="button"
            class={`count ${kind}`}
            aria-pressed={show === kind}
            title={show === kind ? 'Show all' : 'Show these alone'}
            onClick={() => onShow(show === kind ? '' : kind)}
          >
            {number} {visible(words)}
          </button>
        </span>
      ))}
      {kinds.length === 0 ? 'No process has been read yet' : ''}.
    </p>
  );
}
