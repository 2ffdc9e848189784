/** The rows of the table of processes: filtered and sorted, and at rest while somebody points at them. */
import { useMemo, useRef } from 'preact/hooks';
import { exactLimits, inOrder, isOf, type ListedProcess, matches, processKey, sorted } from './crowd';
import type { Crowd } from './useCrowd.browser';

type Parameters = Readonly<Record<string, string>>;

export interface CrowdRows {
  readonly rows: readonly ListedProcess[];
  /** Says that somebody points at the table or has the focus in it, or no longer. */
  readonly hold: (by: 'pointer' | 'focus', held: boolean) => void;
}

export function useRows(crowd: Crowd, parameters: Parameters, sort: string): CrowdRows {
  const held = useRef(new Set<string>());
  const order = useRef<{ asked: string; keys: readonly string[] }>({ asked: '', keys: [] });
  const { filter = '', show = '' } = parameters;
  const asked = JSON.stringify([parameters, sort]);
  const rows = useMemo(() => {
    const limits = exactLimits(parameters);
    const shown = crowd.processes
      .filter(each => show === '' || isOf(each, show, crowd.mappingLimit))
      .filter(each => limits.every(([field, value]) => each[field] === value))
      .filter(each => filter === '' || matches(each, filter));
    const rest = held.current.size > 0 && order.current.asked === asked;
    const result = rest ? inOrder(shown, order.current.keys) : sorted(shown, sort);
    order.current = { asked, keys: result.map(processKey) };
    return result;
  }, [crowd.processes, crowd.mappingLimit, asked]);
  const hold = (by: 'pointer' | 'focus', on: boolean) => {
    on ? held.current.add(by) : held.current.delete(by);
  };
  return { rows, hold };
}
