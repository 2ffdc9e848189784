import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, chosenAfter, found, processQuestion } from './commands';

const command = (words: string): Command => ({ words, run: () => undefined });
const words = (commands: readonly Command[]) => commands.map(each => each.words);

describe('the palette', () => {
  const commands = ['Go to Processes', 'Go to Findings', 'Findings of 42', 'Zoom in'].map(command);

  it('finds by any words, those at the beginning first', () => {
    expect(words(found(commands, 'findings'))).toEqual(['Findings of 42', 'Go to Findings']);
    expect(words(found(commands, ' find GO '))).toEqual(['Go to Findings']);
    expect(words(found(commands, ''))).toEqual(words(commands));
    expect(found(commands, 'nothing')).toEqual([]);
  });

  it('shows few, all of which match', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 60 }), fc.string(), (texts, text) => {
        const shown = found(texts.map(command), text);
        expect(shown.length).toBeLessThanOrEqual(12);
        const parts = text.toLowerCase().split(/\s+/);
        expect(shown.every(each => parts.every(part => each.words.toLowerCase().includes(part)))).toBe(true);
      }),
    );
  });

  it.each([
    ['4211', { pid: '4211' }],
    ['self', { pid: 'self' }],
    ['java', { name: '*java*' }],
    ['ng*x', { name: 'ng*x' }],
    ['j', undefined],
    ['0', undefined],
    ['', undefined],
  ])('asks for %s', (text, question) => {
    expect(processQuestion(text)).toEqual(question);
  });

  it('goes round with the arrows', () => {
    expect(chosenAfter('ArrowDown', 2, 3)).toBe(0);
    expect(chosenAfter('ArrowUp', 0, 3)).toBe(2);
    expect(chosenAfter('ArrowUp', 0, 0)).toBeUndefined();
    expect(chosenAfter('a', 0, 3)).toBeUndefined();
  });
});
