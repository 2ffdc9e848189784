/** The neighbours of a process in a list. */
import type { IdentifiedProcess } from './place';

/** The process before or after a pid in a list; from one that is not in it, the nearest end. Absent at the end. */
export function neighbourOf<T extends IdentifiedProcess>(list: readonly T[], pid: number, step: 1 | -1): T | undefined {
  const place = list.findIndex(each => each.pid === pid);
  if (place < 0) {
    return step > 0 ? list[0] : list.at(-1);
  }
  return list[place + step];
}
