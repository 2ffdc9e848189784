import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counts, exactLimits, inOrder, type ListedProcess, matches, processKey, sorted, withPage } from './crowd';

const process = (pid: number, more: Partial<ListedProcess> = {}): ListedProcess => ({
  pid,
  startTicks: pid * 100,
  name: `n${pid}`,
  type: 'user',
  ...more,
});

describe('the processes of a node', () => {
  it('are those of the pages, whatever was known before', () => {
    const pids = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });
    fc.assert(
      fc.property(pids, pids, fc.integer({ min: 1, max: 20 }), (before, now, size) => {
        const rows = now.toSorted((one, other) => one - other).map(pid => process(pid, { name: 'now' }));
        let known: readonly ListedProcess[] = before.toSorted((one, other) => one - other).map(pid => process(pid));
        let after = 0;
        for (let at = 0; at === 0 || at < rows.length; at += size) {
          const page = rows.slice(at, at + size);
          known = withPage(known, page, after, at + size >= rows.length);
          after = page.at(-1)?.pid ?? after;
        }
        expect(known).toEqual(rows);
      }),
    );
  });

  it('are told apart by pid and start', () => {
    expect(processKey(process(7))).toBe('7@700');
  });

  it('are counted, worst first', () => {
    const crowd = [
      process(1, { verdict: 'steady', mappings: 10 }),
      process(2, { verdict: 'leaking', mappings: 60_000 }),
      process(3, { verdict: 'unknown' }),
      process(4, { verdict: 'steady', mappings: 3 }),
      process(5, { type: 'kernel-thread' }),
    ];
    const said = (limit?: number) => counts(crowd, limit).map(({ number, words }) => `${number} ${words}`);
    expect(said(65_530)).toEqual([
      '1 leaking',
      '1 near the mapping limit',
      '2 steady',
      '1 not judged yet',
      '1 with unread mappings',
    ]);
    expect(said()).toEqual(['1 leaking', '2 steady', '1 not judged yet', '1 with unread mappings']);
    expect(counts([], 65_530)).toEqual([]);
  });

  it('keep the kind that the table is limited to, so that it can be left again', () => {
    const said = (show: string) =>
      counts([process(1, { verdict: 'steady', mappings: 1 })], 9, show).map(each => each.show);
    expect(said('leaking')).toEqual(['leaking', 'steady']);
    expect(said('constructor')).toEqual(['steady', 'constructor']);
  });

  it('keep their order while somebody points at them', () => {
    const [one, two, three] = [process(1), process(2), process(3)];
    expect(inOrder([three, one, two], ['2@200', '1@100', '9@900'])).toEqual([two, one, three]);
  });

  it('are limited to one value of a field', () => {
    expect(exactLimits({ user: 'root', unit: '', filter: 'a', pod: 'p' })).toEqual([
      ['user', 'root'],
      ['pod', 'p'],
    ]);
  });

  it('are found by any of their names', () => {
    const nginx = process(42, {
      name: 'nginx',
      executable: '/usr/sbin/nginx',
      user: 'www-data',
      unit: 'nginx.service',
    });
    expect(['NGI', 'sbin', 'www', '.service', '42'].every(text => matches(nginx, text))).toBe(true);
    expect(matches(nginx, 'java')).toBe(false);
  });

  it('are sorted by numbers, names and verdicts; unknown ones come last', () => {
    const crowd = [
      process(1, { residentBytes: 5, verdict: 'steady' }),
      process(2),
      process(3, { residentBytes: 9, verdict: 'leaking' }),
    ];
    const order = (sort: string) => sorted(crowd, sort).map(({ pid }) => pid);
    expect(order('residentBytes,desc')).toEqual([3, 1, 2]);
    expect(order('residentBytes,asc')).toEqual([1, 3, 2]);
    expect(order('name,asc')).toEqual([1, 2, 3]);
    expect(order('verdict,asc')).toEqual([3, 1, 2]);
    expect(order('pid')).toEqual([3, 2, 1]);
  });
});
