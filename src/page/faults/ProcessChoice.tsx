/** The choice of the process that a text is about. */
import { useAnswer } from '../api/answer.browser';
import { client, outcome } from '../api/client.browser';
import { visible } from '../ui/text';

interface Properties {
  readonly pid: string;
  readonly onChoice: (pid: string) => void;
}

/** Processes that are offered; any other pid can be written. */
const OFFERED = 200;

export function ProcessChoice({ pid, onChoice }: Properties) {
  const { answer } = useAnswer('processes to choose from', signal =>
    outcome(
      client.GET('/api/processes', {
        params: { query: { type: 'user', limit: OFFERED, columns: 'pid,name' } },
        signal,
      }),
    ),
  );
  return (
    <>
      <label>
        pid{' '}
        <input
          list="processes"
          inputmode="numeric"
          pattern="[0-9]{1,10}|self"
          size={12}
          value={pid}
          placeholder="if it runs"
          onInput={event => onChoice(event.currentTarget.value.trim())}
        />
      </label>
      <datalist id="processes">
        {answer?.processes?.map(process => (
          <option key={process.pid} value={String(process.pid)}>
            {visible(process.name ?? '')}
          </option>
        ))}
      </datalist>
    </>
  );
}
