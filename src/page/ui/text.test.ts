import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asSentence, visible } from './text';

describe('texts of others', () => {
  it('show what would be invisible or would reorder its neighbours', () => {
    expect(visible('a\u202Etxt.exe\u0007\n')).toBe('a\\u{202e}txt.exe\\u{7}\\u{a}');
    expect(visible('\uFEFF\u200B\u2028\u{E0041}')).toBe('\\u{feff}\\u{200b}\\u{2028}\\u{e0041}');
  });

  it('stay as they are otherwise', () => {
    expect(visible('/usr/lib/libc.so.6 <b>&amp; 日本 é')).toBe('/usr/lib/libc.so.6 <b>&amp; 日本 é');
  });

  it('have nothing invisible left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('sentences', () => {
  it('begin with a capital letter and end', () => {
    expect(asSentence('restart the process')).toBe('Restart the process.');
    expect(asSentence('…/summary shows them.')).toBe('…/summary shows them.');
    expect(asSentence('libffi.so.8 is loaded')).toBe('libffi.so.8 is loaded.');
    expect(asSentence('')).toBe('');
  });
});
