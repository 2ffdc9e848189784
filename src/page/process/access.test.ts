import { describe, expect, it } from 'vitest';
import { accessWords, gapWords, insideWords } from './access';

describe('accesses', () => {
  it.each([
    [{ outcome: 'allowed', fault: 'none' } as const, 'is allowed'],
    [{ outcome: 'allowed', fault: 'copy-on-write' } as const, 'is allowed, and the kernel copies the page first'],
    [{ outcome: 'SIGSEGV', code: 'SEGV_ACCERR' } as const, 'ends with SIGSEGV, code SEGV_ACCERR'],
    [{ outcome: 'SIGBUS' } as const, 'ends with SIGBUS'],
    [{ outcome: 'waits' } as const, 'waits for another thread, which fills the page (userfaultfd)'],
    [{ outcome: 'unknown', likely: { outcome: 'allowed' } } as const, 'is not known; most likely allowed'],
    [{}, 'is not known'],
  ])('%j %s', (access, text) => {
    expect(accessWords(access)).toBe(text);
  });
});

describe('an address', () => {
  it('lies in a mapping', () => {
    expect(
      insideWords({
        address: '0x7fca3585b000',
        mapping: { path: '/lib/a\u202Eb', kind: 'file' },
        offsetInMappingBytes: 4096,
        offsetInObject: '0x27000',
      }),
    ).toBe(
      '0x7fca3585b000 lies in /lib/a\\u{202e}b, 4 KiB behind the start of the mapping, at offset 0x27000 of the file.',
    );
    expect(insideWords({ address: '0x1' })).toBe('0x1 lies in other memory.');
  });

  it('lies between mappings', () => {
    expect(
      gapWords({
        address: '0x10',
        below: { kind: 'heap', distanceBytes: 12288 },
        above: { name: '[stack]', distanceBytes: 1024 },
      }),
    ).toBe('No mapping contains 0x10: it is 12 KiB above [heap], and 1 KiB below [stack].');
    expect(gapWords({ address: '0x10', above: { kind: 'heap', distanceBytes: 4096 } })).toContain(
      'nothing is mapped below it, and it is 4 KiB below [heap].',
    );
    expect(gapWords({ address: '0x10' })).toContain('nothing is mapped below it, and nothing is mapped above it');
  });
});
