import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from './pasted';

const first = (text: string) => {
  const pasted = recognise(text);
  return pasted.kind === 'text' ? pasted.readings[0] : pasted.kind;
};

describe('a pasted text', () => {
  it('is an address, with or without 0x, as the API writes it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.boolean(), fc.boolean(), (value, prefix, upper) => {
        const digits = upper ? value.toString(16).toUpperCase() : value.toString(16).padStart(16, '0');
        expect(recognise(`  ${prefix ? '0x' : ''}${digits}\n`)).toEqual({
          kind: 'address',
          address: `0x${value.toString(16)}`,
        });
      }),
    );
  });

  it.each([
    'crash[22084]: segfault at 20 ip 00007f3a503c6ad8 sp 00007ffd6fa73628 error 4 in libc.so.6[167ad8,7f3a50285000+156000]',
    'traps: crash[22085] general protection fault ip:55bd7e3f340e sp:7ffd142a44c0 error:0 in crash[140e,55bd7e3f3000+1000]',
    'Out of memory: Killed process 812 (java) total-vm:8000000kB, anon-rss:400000kB',
    '[Sat Nov 28 10:00:00 2026] stress invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    'nothing that anybody knows',
  ])('is a log first: %s', text => {
    expect(first(text)).toBe('log');
  });

  it.each([
    '08048000-08049000 r-xp 00000000 03:03 65519 /home/humble/new',
    'Dynamic libraries:\n7f12a0000000-7f12a0021000 rw-p 00000000 00:00 0',
    '          Start Addr           End Addr       Size     Offset  Perms  objfile\n      0x555555554000     0x555555556000     0x2000        0x0  r--p   /usr/bin/cat',
    '812:   java -jar app.jar\n00005581f0e25000      4K r---- java',
    'segfault in thread 3\nProcMaps:\n 00400000-00401000 r-xp 00000000 00:00 1 /a',
  ])('is a listing first: %s', text => {
    expect(first(text)).toBe('listing');
  });

  it('is nothing if it is empty', () => {
    expect(recognise(' \n\t')).toEqual({ kind: 'nothing' });
  });

  it('is read both ways whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const pasted = recognise(text);
        if (pasted.kind === 'text') {
          expect(pasted.readings.toSorted()).toEqual(['listing', 'log']);
        }
      }),
    );
  });
});
