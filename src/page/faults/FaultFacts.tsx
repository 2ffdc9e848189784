/** A fault in full: its explanation, what the kernel said, and what to do next. */
import { CopyButton } from '../ui/CopyButton';
import { Facts } from '../ui/Facts';
import { bytes } from '../ui/quantity';
import { visible } from '../ui/text';
import { type Fault, words } from './words';

export function FaultFacts({ fault }: { readonly fault: Fault }) {
  const { object, memory, line = '' } = fault;
  const size = (value: number | undefined) => (value === undefined ? undefined : bytes(value));
  return (
    <>
      {fault.explanation === undefined ? null : <p>{visible(fault.explanation)}</p>}
      <Facts
        facts={[
          ['Kind', fault.kind === undefined ? undefined : words(fault.kind)],
          ['Thread', fault.tid],
          ['Process', fault.pid],
          ['Signal', [fault.signal, fault.siCode].filter(each => each !== undefined).join(', ') || undefined],
          ['Address', address(fault.address)],
          ['Instruction', address(fault.ip)],
          ['Stack pointer', address(fault.sp)],
          [
            'Error code',
            fault.errorCode === undefined ? undefined : `${fault.errorCode}: ${(fault.errorWords ?? []).join(', ')}`,
          ],
          ['Object', object?.name === undefined ? undefined : <bdi class="path">{visible(object.name)}</bdi>],
          ['Offset in the object', object?.offset],
          [
            'Control group',
            memory?.cgroup === undefined ? undefined : <bdi class="path">{visible(memory.cgroup)}</bdi>,
          ],
          ['Limit of the group', size(memory?.cgroupLimitBytes)],
          ['Virtual', size(memory?.virtualBytes)],
          ['Anonymous', size(memory?.anonymousBytes)],
          ['File', size(memory?.fileBytes)],
          ['Shared', size(memory?.sharedMemoryBytes)],
        ]}
      />
      <pre>{visible(line)}</pre>
      {fault.nextSteps === undefined || fault.nextSteps.length === 0 ? null : (
        <>
          <p>Next:</p>
          <pre>{fault.nextSteps.map(visible).join('\n')}</pre>
          <CopyButton label="Copy these commands" text={() => (fault.nextSteps ?? []).join('\n')} />
        </>
      )}
    </>
  );
}

function address(text: string | undefined) {
  return text === undefined ? undefined : <span class="address">{text}</span>;
}
