/** The machine: its kernel, its address spaces, its memory, and what the service may see of them. */
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { Facts } from '../ui/Facts';
import { bytes, count } from '../ui/quantity';
import { Remedies } from '../ui/Remedies';
import { visible } from '../ui/text';
import { Unknown } from '../ui/Unknown';
import { Features } from './Features';
import { memoryWords, overcommitWords, type System } from './system';

const EVERY_SECONDS = 30;

export function SystemScreen() {
  const shown = useAnswer('system', signal => outcome(client.GET('/api/system', { signal })), EVERY_SECONDS);
  return (
    <>
      <h1>System</h1>
      <CopyButton label="Copy as curl" text={() => curl('/api/system')} />
      <Answered shown={shown}>
        {system => (
          <>
            <p class="lead">
              Linux {visible(system.kernelRelease ?? 'of an unknown release')}, {system.architecture}
            </p>
            <MachineFacts system={system} />
            <Layout system={system} />
            <Features system={system} />
            <Remedies unavailable={system.unavailable} />
          </>
        )}
      </Answered>
    </>
  );
}

function MachineFacts({ system }: { readonly system: System }) {
  const { memory, mappings, randomization, hugePages, unavailable } = system;
  const or = (value: string | number | undefined, field: string) =>
    value === undefined ? <Unknown field={field} unavailable={unavailable} /> : value;
  const size = (value: number | undefined) => (value === undefined ? undefined : bytes(value));
  return (
    <Facts
      facts={[
        ['Memory', or(memoryWords(memory), 'memory')],
        ['Swap', or(swapWords(memory), 'memory.swapTotalBytes')],
        ['Page tables of all processes', or(size(memory?.pageTableBytes), 'memory.pageTableBytes')],
        ['Overcommit', or(overcommitWords(system.overcommit), 'overcommit')],
        [
          'Mappings of a process (vm.max_map_count)',
          or(mappings?.maxMapCount === undefined ? undefined : count(mappings.maxMapCount), 'mappings.maxMapCount'),
        ],
        ['Lowest address (vm.mmap_min_addr)', or(mappings?.mmapMinAddress, 'mappings.mmapMinAddress')],
        ['Gap below a stack', or(size(mappings?.stackGuardGapBytes), 'mappings.stackGuardGapBytes')],
        ['Segmentation faults', or(faultsWords(mappings?.segfaultsLogged), 'mappings.segfaultsLogged')],
        ['Tracing (yama.ptrace_scope)', or(mappings?.ptraceScope, 'mappings.ptraceScope')],
        ['Randomization', or(randomization?.meaning, 'randomization.mode')],
        ['Transparent huge pages', or(hugePages?.transparent, 'hugePages.transparent')],
        ['Page', or(size(system.pageBytes), 'pageBytes')],
      ]}
    />
  );
}

function swapWords(memory: System['memory']): string | undefined {
  const { swapTotalBytes: total, swapFreeBytes: free } = memory ?? {};
  if (total === undefined || free === undefined) {
    return undefined;
  }
  return total === 0 ? 'none' : `${bytes(free)} of ${bytes(total)} free`;
}

function faultsWords(logged: boolean | undefined): string | undefined {
  return logged === undefined ? undefined : logged ? 'logged by the kernel' : 'not logged by the kernel';
}

function Layout({ system }: { readonly system: System }) {
  const { addressSpace: space } = system;
  if (space === undefined) {
    return null;
  }
  return (
    <>
      <h2>Address space</h2>
      {space.explanation === undefined ? null : <p>{space.explanation}</p>}
      <Facts
        facts={[
          ['Page-table levels', space.pagingLevels],
          ['For programs', <Range key="user" from={space.userStart} to={space.userEnd} />],
          ['For the kernel', <Range key="kernel" from={space.kernelStart} to={space.kernelLast} />],
          ['Page-table isolation', space.pageTableIsolation],
        ]}
      />
    </>
  );
}

function Range({ from, to }: { readonly from: string | undefined; readonly to: string | undefined }) {
  return (
    <span class="address">
      {from ?? 'unknown'} – {to ?? 'unknown'}
    </span>
  );
}
