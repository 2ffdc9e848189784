import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { actionOf, keyName, keyWords, type Press, writesIn } from './keys';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  altKey: false,
  altGraph: false,
  metaKey: false,
  writes: false,
  ...more,
});

describe('keys', () => {
  it('are single ones, or some with Ctrl', () => {
    expect(keyName(press('g'), true)).toBe('g');
    expect(keyName(press('k', { ctrlKey: true }), true)).toBe('Ctrl+K');
    expect(keyName(press('K', { metaKey: true }), true)).toBe('Ctrl+K');
    expect(keyName(press('Enter', { ctrlKey: true }), true)).toBeUndefined();
    expect(keyName(press('g', { altKey: true }), true)).toBeUndefined();
    expect(keyName(press('[', { altKey: true, ctrlKey: true, altGraph: true }), true)).toBe('[');
    expect(keyName(press('[', { altGraph: true, writes: true }), true)).toBeUndefined();
  });

  it('never fire in a text, and can be switched off', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (key, single) => {
        expect(keyName(press(key, { writes: true }), single)).toBeUndefined();
        expect(keyName(press(key), false)).toBeUndefined();
      }),
    );
    expect(keyName(press('k', { ctrlKey: true, writes: true }), false)).toBe('Ctrl+K');
  });

  it('belong to the newest screen that has them', () => {
    const [old, young] = [vi.fn(), vi.fn()];
    const registered = [{ g: ['Old', old] as const, '?': ['Keys', old] as const }, { g: ['Young', young] as const }];
    expect(actionOf(registered, 'g')).toEqual(['Young', young]);
    expect(actionOf(registered, '?')).toEqual(['Keys', old]);
    expect(actionOf(registered, 'toString')).toBeUndefined();
    const arrows = { ArrowUp: ['Before', old] as const, w: ['Before', old] as const };
    expect(keyWords([...registered, arrows])).toEqual([
      { keys: ['↑', 'w'], words: 'Before', run: old },
      { keys: ['g'], words: 'Young', run: young },
      { keys: ['?'], words: 'Keys', run: old },
    ]);
  });

  it.each([
    [{ tagName: 'INPUT', type: 'search' }, true],
    [{ tagName: 'INPUT', type: 'checkbox' }, false],
    [{ tagName: 'TEXTAREA' }, true],
    [{ tagName: 'SELECT' }, true],
    [{ tagName: 'DIV', isContentEditable: true }, true],
    [{ tagName: 'DIV', isContentEditable: false }, false],
  ])('know whether %j takes letters', (element, expected) => {
    expect(writesIn(element)).toBe(expected);
  });
});
