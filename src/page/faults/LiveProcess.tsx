/** The link to the process of a fault, if that process still runs. */
import { useAnswer } from '../api/answer.browser';
import { client, outcome } from '../api/client.browser';
import { placeLink, screenLink } from '../process/place';
import { visible } from '../ui/text';
import { canBe, type Fault } from './words';

export function LiveProcess({ fault }: { readonly fault: Fault }) {
  const pid = fault.pid ?? fault.tid;
  return pid === undefined ? null : <ProcessWithPid pid={pid} fault={fault} />;
}

function ProcessWithPid({ pid, fault }: { readonly pid: number; readonly fault: Fault }) {
  const { answer, problem, waiting } = useAnswer(`process of the fault ${pid}`, signal =>
    outcome(client.GET('/api/processes/{pid}', { params: { path: { pid: String(pid) } }, signal })),
  );
  if (waiting) {
    return null;
  }
  if (problem !== undefined || answer === undefined) {
    return <p class="hint">The process is gone: its address space cannot be shown any more.</p>;
  }
  const same = canBe(fault.at, answer.startTime);
  if (same === false) {
    return <p class="hint">The process is gone: the number {pid} belongs to a later one now.</p>;
  }
  const link = fault.address === undefined ? screenLink(answer, 'space') : placeLink(answer, fault.address);
  return (
    <p>
      {same === undefined
        ? `A process with the number ${pid} runs; whether it is that of the fault is not known without a time: `
        : 'The process runs: '}
      <a href={link}>
        show <bdi>{visible(answer.name ?? '')}</bdi> {answer.pid}
      </a>
    </p>
  );
}
