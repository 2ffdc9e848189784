import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeLine } from './change-line';
import { kindLook, nameOf, permissionsOf } from './change-words';
import {
  causeWords,
  choiceAfter,
  choiceNear,
  choiceOf,
  choiceParameters,
  isSameScreen,
  linePlaces,
  momentsOf,
  momentWords,
  type Snapshot,
  snapshotsOf,
} from './choice';
import { type Diff, diffSentence, diffText, sideWords } from './diff-words';

const at = (second: number) => new Date(2026, 10, 29, 10, 0, second).toISOString();
const snapshot = (id: string, second: number, startTicks = 7): Snapshot => ({ id, capturedAt: at(second), startTicks });

describe('snapshots to choose from', () => {
  const all = [snapshot('old', 1), snapshot('other', 2, 99), snapshot('new', 3)];

  it('are those of the process, newest first', () => {
    expect(snapshotsOf(all, 7).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(snapshotsOf(all, undefined)).toHaveLength(3);
    expect(snapshotsOf([{ id: 'x' }, { id: 'y', storedAt: at(1) }], undefined).map(({ id }) => id)).toEqual(['y', 'x']);
  });

  it('are the last one and now, unless an address says otherwise', () => {
    const mine = snapshotsOf(all, 7);
    expect(choiceOf(mine, undefined, undefined)).toEqual({ a: 'new', b: 'now' });
    expect(choiceOf(mine, undefined, 'new')).toEqual({ a: 'old', b: 'new' });
    expect(choiceOf(mine, 'old', 'new')).toEqual({ a: 'old', b: 'new' });
    expect(choiceOf([], undefined, undefined)).toEqual({ a: undefined, b: 'now' });
  });

  it('go on with one that is taken', () => {
    expect(choiceAfter({ a: undefined, b: 'now' }, 'taken')).toEqual({ a: 'taken', b: 'now' });
    expect(choiceAfter({ a: 'old', b: 'now' }, 'taken')).toEqual({ a: 'old', b: 'taken' });
  });

  it('are named by an address, and now by its absence', () => {
    const none = { since: '', at: '' };
    expect(choiceParameters({ a: undefined, b: 'now' })).toEqual({ a: '', b: '', ...none });
    expect(choiceParameters({ a: 'old', b: 'new' })).toEqual({ a: 'old', b: 'new', ...none });
  });

  it('are chosen on the screen of their process alone', () => {
    const compare = { screen: 'compare', process: { pid: '42', startTicks: '7' }, parameters: {} };
    expect(isSameScreen({ ...compare, parameters: { a: 'old' } }, compare)).toBe(true);
    expect(isSameScreen({ ...compare, screen: 'space' }, compare)).toBe(false);
    expect(isSameScreen({ ...compare, process: { pid: '42', startTicks: '8' } }, compare)).toBe(false);
    expect(isSameScreen({ ...compare, process: { pid: '43', startTicks: '7' } }, compare)).toBe(false);
    expect(isSameScreen(undefined, compare)).toBe(false);
  });

  it('are those nearest to the moments of a chart', () => {
    const mine = snapshotsOf([snapshot('first', 1), snapshot('second', 10), snapshot('third', 20)], 7);
    const near = (since: number, last?: number) => {
      const moments = momentsOf({ since: at(since), ...(last === undefined ? {} : { at: at(last) }) });
      return moments === undefined ? undefined : choiceNear(mine, moments, Date.parse(at(40)));
    };
    expect(near(2, 11)).toEqual({ a: 'first', b: 'second' });
    expect(near(9, 21)).toEqual({ a: 'second', b: 'third' });
    expect(near(9)).toEqual({ a: 'second', b: 'now' });
    expect(near(9, 38)).toEqual({ a: 'second', b: 'now' });
    expect(near(20, 21)).toEqual({ a: 'second', b: 'third' });
    expect(near(0, 1)).toEqual({ a: 'first', b: 'now' });
    expect(choiceNear([], { since: 1, at: 2 }, 3)).toEqual({ a: undefined, b: 'now' });
  });

  it('are those that somebody chose, whatever the moments', () => {
    expect(momentsOf({ a: 'old', since: at(1) })).toBeUndefined();
    expect(momentsOf({ since: 'yesterday' })).toBeUndefined();
    expect(momentsOf({})).toBeUndefined();
  });

  it('say how far they are from the moments', () => {
    const mine = snapshotsOf([snapshot('first', 1), snapshot('second', 10)], 7);
    const moments = { since: Date.parse(at(3)), at: Date.parse(at(10)) };
    expect(momentWords(mine, { a: 'first', b: 'second' }, moments)).toBe(
      'The states nearest to 10:00:03 (2 s away) and 10:00:10 (0 s away) of the chart.',
    );
    expect(momentWords(mine, { a: 'first', b: 'now' }, { since: moments.since, at: undefined })).toBe(
      'The states nearest to 10:00:03 (2 s away) and now of the chart.',
    );
  });

  it('say why they were taken', () => {
    expect([causeWords({ cause: 'leaking' }), causeWords({})]).toEqual([
      'by itself: the process began to leak',
      'not known',
    ]);
  });

  it('have places on a line, in the order of time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), times => {
        const places = linePlaces(times);
        expect(places.every(place => place >= 0 && place <= 1)).toBe(true);
        const order = (values: readonly number[]) =>
          values.map((_, index) => index).sort((x, y) => (values[x] ?? 0) - (values[y] ?? 0) || x - y);
        expect(order(places)).toEqual(order(times));
      }),
    );
  });
});

describe('changes in words', () => {
  it('name what changed', () => {
    expect(nameOf({ path: '/srv/a\u202Eb' })).toBe('/srv/a\\u{202e}b');
    expect([nameOf({ name: '[heap]', category: 'heap' }), nameOf({ category: 'glibc-arena' }), nameOf({})]).toEqual([
      '[heap]',
      'malloc arena',
      'memory without a name',
    ]);
  });

  it('have a word and a sign', () => {
    expect(kindLook('removed')).toMatchObject({ word: 'removed', sign: '−' });
    expect(kindLook(undefined).word).toBe('changed');
  });

  it('have permissions', () => {
    expect(permissionsOf({ permissionsBefore: 'rw-p', permissionsAfter: 'r-xp' })).toBe('rw-p → r-xp');
    expect([permissionsOf({ permissionsBefore: 'rw-p' }), permissionsOf({})]).toEqual(['rw-p', '']);
    expect(permissionsOf({ permissionsBefore: 'rw-p', permissionsAfter: 'rw-p' })).toBe('rw-p');
  });

  const heap = { sizeBytes: 1_183_744, permissions: 'rw-p', category: 'heap', name: '[heap]' } as const;

  it.each([
    [
      {
        change: 'grown',
        changedBytes: 1_048_576,
        highBytes: 1_048_576,
        likely: ['brk'],
        before: [heap],
        after: [heap],
      },
      '[heap] of 1.1 MiB, +1 MiB at its upper end (often brk)',
    ],
    [{ change: 'added', changedBytes: 4096, after: [{ ...heap, sizeBytes: 4096 }] }, '[heap] of 4 KiB, +4 KiB'],
    [
      { change: 'split', beforeCount: 1, afterCount: 3, cause: 'reprotected', likely: ['mprotect'], before: [heap] },
      '[heap], 1 → 3 mappings, by a part that was reprotected (often mprotect)',
    ],
    [{ change: 'merged', beforeCount: 2, afterCount: 1, after: [heap] }, '[heap], 2 → 1 mappings'],
    [
      { change: 'reprotected', before: [heap], after: [{ ...heap, permissions: 'r--p' }] },
      '[heap] of 1.1 MiB, rw-p → r--p',
    ],
    [{ change: 'renamed', before: [{ path: '/a' }], after: [{ path: '/b' }] }, '/b, was /a'],
    [
      { change: 'shifted', changedBytes: 8, lowBytes: 4, highBytes: 4 },
      'memory without a name, +8 B at its lower and upper end',
    ],
  ] as const)('%# are a line', (change, line) => {
    expect(changeLine(structuredClone(change) as Parameters<typeof changeLine>[0])).toBe(line);
  });
});

describe('a difference', () => {
  const diff: Diff = {
    summary: '+3 MiB in 3 mappings: 2 added, 1 grown',
    a: { snapshot: '20261129T1000-1', pid: 42, capture: { at: at(1) } },
    b: { pid: 42, capture: { at: at(2) } },
    categories: [
      { category: 'heap', changedBytes: 2_097_152, virtualBytes: 4_194_304, mappings: 1 },
      { category: 'code', changedBytes: 0 },
      { category: 'anonymous', changedBytes: 1_048_576 },
    ],
    objects: [{ change: 'added', path: '/lib/a.so', changedBytes: 4096 }],
    changes: [{ change: 'grown', changedBytes: 2_097_152, name: '[heap]', category: 'heap', permissionsAfter: 'rw-p' }],
    changesLeftOut: 2,
  };

  it('is a sentence', () => {
    expect(diffSentence(diff)).toBe(
      '+3 MiB in 3 mappings: 2 added, 1 grown. Most of it: heap +2 MiB, anonymous +1 MiB.',
    );
    expect(diffSentence({})).toBe('Not compared.');
  });

  it('has two sides', () => {
    expect(sideWords(diff.a)).toBe('process 42, snapshot 20261129T1000-1 at 2026-11-29 10:00:01');
    expect([sideWords({ pid: 42 }), sideWords(undefined)]).toEqual([
      'process 42, as it ran',
      'a pasted listing, as it ran',
    ]);
  });

  it('is a text for a ticket', () => {
    expect(diffText(diff).split('\n')).toEqual([
      'From process 42, snapshot 20261129T1000-1 at 2026-11-29 10:00:01',
      'to   process 42, as it ran at 2026-11-29 10:00:02',
      '',
      '+3 MiB in 3 mappings: 2 added, 1 grown',
      '',
      'By category',
      '     +2 MiB  heap (now 4 MiB in 1 mappings)',
      '        0 B  code (now 0 B in 0 mappings)',
      '     +1 MiB  anonymous (now 0 B in 0 mappings)',
      '',
      'Objects',
      '     +4 KiB  added /lib/a.so',
      '',
      'Changes, the largest first',
      '     +2 MiB  grown [heap] rw-p',
      '… and 2 more',
      '',
    ]);
    expect(diffText({})).toContain('a pasted listing');
  });
});
