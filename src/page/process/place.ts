/** A place in the address space of one process, as an address of the page. */
import { formatRoute, type NamedProcess, type Route } from '../route/address';

/** A process as answers name it. */
export interface IdentifiedProcess {
  readonly pid?: number | undefined;
  readonly startTicks?: number | undefined;
}

/** The parameter of the API that pins a process by its start, where that is known. */
export function pinned(startTicks: number | undefined): { startTicks?: number } {
  return startTicks === undefined ? {} : { startTicks };
}

/** The route of a screen of a process, pinned by its start where that is known. */
export function screenOf({ pid, startTicks }: IdentifiedProcess, screen: string): Route {
  const named: NamedProcess =
    startTicks === undefined ? { pid: String(pid) } : { pid: String(pid), startTicks: String(startTicks) };
  return { screen, process: named, parameters: {} };
}

/** The link to a screen of a process. */
export function screenLink(process: IdentifiedProcess, screen: string): string {
  return formatRoute(screenOf(process, screen));
}

/** The link to an address in the picture of a process. */
export function placeLink(process: IdentifiedProcess, address: string): string {
  return formatRoute({ ...screenOf(process, 'space'), parameters: { at: address } });
}
