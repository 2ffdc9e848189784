import { describe, expect, it } from 'vitest';
import { exactPattern, pathPattern } from '../process/pattern';
import {
  isStale,
  type LoadedObject,
  missingLibraries,
  objectName,
  objectsSentence,
  onDisk,
  weaknesses,
} from './object';

const hard: LoadedObject['hardening'] = {
  pie: true,
  relro: 'full',
  bindNow: true,
  stack: 'not-executable',
  textRelocations: false,
  stackCanary: true,
  fortified: true,
};

describe('objects', () => {
  it('have a name', () => {
    expect(objectName({ path: '/usr/bin/sleep', soname: 'x' })).toBe('/usr/bin/sleep');
    expect(objectName({ name: '[vdso]' })).toBe('[vdso]');
    expect(objectName({})).toBe('unknown object');
  });

  it('lack libraries that are not loaded', () => {
    const needed = [
      { name: 'libc.so.6', state: 'loaded' as const },
      { name: 'libz.so.1', state: 'missing' as const },
    ];
    expect(missingLibraries({ needed })).toEqual(['libz.so.1']);
    expect(missingLibraries({})).toEqual([]);
  });

  it('may not be what is on the disk', () => {
    expect(onDisk({ replacedOnDisk: 'replaced' })).toBe('replaced: another build');
    expect(onDisk({})).toBe('not known');
    expect(isStale({ replacedOnDisk: 'deleted' })).toBe(true);
    expect(isStale({ replacedOnDisk: 'same-build' })).toBe(false);
  });

  it('are weak where a protection is off, and not where it is not known', () => {
    expect(weaknesses({ hardening: hard, role: 'program' })).toEqual([]);
    expect(weaknesses({})).toBeUndefined();
    expect(
      weaknesses({
        role: 'program',
        type: 'executable',
        hardening: { pie: false, relro: 'none', stack: 'executable', textRelocations: true, stackCanary: false },
      }),
    ).toEqual(['executable stack', 'relocations in code', 'fixed address (no PIE)', 'no RELRO', 'no stack canary']);
    expect(weaknesses({ role: 'needed', hardening: { pie: false, relro: 'partial', stack: 'not-stated' } })).toEqual([
      'stack not stated',
      'partial RELRO',
    ]);
  });

  it('are told in one sentence', () => {
    expect(objectsSentence([{ hardening: hard }])).toBe('1 object.');
    expect(
      objectsSentence([
        { needed: [{ name: 'a', state: 'missing' }], replacedOnDisk: 'deleted' },
        { hardening: { stack: 'executable' } },
      ]),
    ).toBe(
      '2 objects, 1 with a library that is not loaded, 1 not on the disk any more as loaded, 1 with an executable stack.',
    );
  });

  it.each([
    ['libc', '*libc*'],
    ['/usr/lib/libc.so.6', '/usr/lib/libc.so.6'],
    ['*libc.so.?', '*libc.so.?'],
    ['', ''],
  ])('are found by %s as %s', (text, pattern) => {
    expect(pathPattern(text)).toBe(pattern);
  });

  it('are found alone', () => {
    expect(exactPattern('/tmp/a[1]*?.so')).toBe('/tmp/a[[]1][*][?].so');
  });
});
