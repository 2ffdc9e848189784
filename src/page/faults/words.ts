/** Faults in words. */
import type { components } from '../api/generated';
import { dayAndClock } from '../ui/moment';

export type Fault = components['schemas']['Fault'];

/** A fault in one line, such as `SIGSEGV: read of 0x20 (null pointer)`. */
export function faultTitle(fault: Fault): string {
  if (fault.kind === 'oom-kill') {
    return fault.memory?.ofCgroup === true ? 'Killed: its control group was out of memory' : 'Killed: out of memory';
  }
  const what = fault.access === undefined ? words(fault.kind ?? 'fault') : fault.access;
  const where = fault.address === undefined ? '' : ` of ${fault.address}`;
  const cause = fault.cause === undefined ? '' : ` (${words(fault.cause)})`;
  return `${fault.signal ?? 'Fault'}: ${what}${where}${cause}`;
}

/** A code such as `null-pointer` as words. */
export function words(code: string): string {
  return code.replace(/-/g, ' ');
}

/** When a fault was logged. */
export function loggedWords({ at, beforeStart }: Fault): string {
  const when = at === undefined ? 'not known' : dayAndClock(new Date(at));
  return beforeStart === true ? `${when}, before this service started` : when;
}

/**
 * Whether a running process can be the one of a fault: it started before the fault. Absent if a time is not known.
 *
 * @param at the time of the fault
 * @param startTime the start of the process that has the pid now
 */
export function canBe(at: string | undefined, startTime: string | undefined): boolean | undefined {
  return at === undefined || startTime === undefined ? undefined : Date.parse(startTime) <= Date.parse(at);
}
