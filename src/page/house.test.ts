/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';

const texts = import.meta.glob<string>(['./**/*.{ts,tsx}', '!./api/generated.ts', '!./{node_modules,coverage}/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sources = Object.entries(texts).map(([path, text]) => ({ path, lines: text.split('\n') }));

describe('the sources of the page', () => {
  it('are small files', () => {
    expect(sources.filter(({ lines }) => lines.length > 251).map(({ path }) => path)).toEqual([]);
    const lengths = sources.map(({ lines }) => lines.length).sort((one, other) => one - other);
    expect(lengths.length).toBeGreaterThan(20);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
  });

  it('begin with a sentence about what is in them', () => {
    const modules = sources.filter(({ path }) => !/\.(test|config)\.ts$/.test(path));
    const first = modules.map(({ path, lines }) => ({
      path,
      sentence: lines.join('\n').match(/^\/\*\*[\s*]*(.*)/m)?.[1] ?? '',
    }));
    expect(first.filter(({ sentence }) => !/^[A-Z].{15}/.test(sentence))).toEqual([]);
  });

  it('have names that differ by more than capital letters', () => {
    const names = sources.map(({ path }) => path.replace(/\.tsx?$/, '').toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('stand in rooms of at most 25 modules', () => {
    const rooms = new Map<string, number>();
    for (const { path } of sources.filter(each => !each.path.endsWith('.test.ts'))) {
      const room = path.slice(0, path.lastIndexOf('/'));
      rooms.set(room, (rooms.get(room) ?? 0) + 1);
    }
    expect([...rooms].filter(([, modules]) => modules > 25)).toEqual([]);
  });

  it('have no cycles', () => {
    const known = new Set(Object.keys(texts));
    const imports = new Map(sources.map(({ path, lines }) => [path, importsOf(path, lines.join('\n'), known)]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, way: readonly string[]) => {
      if (way.includes(path)) {
        cycles.push([...way.slice(way.indexOf(path)), path].join(' → '));
      } else if (!done.has(path)) {
        for (const next of imports.get(path) ?? []) {
          visit(next, [...way, path]);
        }
        done.add(path);
      }
    };
    for (const { path } of sources) {
      visit(path, []);
    }
    expect(cycles).toEqual([]);
  });
});

/** The modules of the page that a module imports. */
function importsOf(path: string, text: string, known: ReadonlySet<string>): string[] {
  return [...text.matchAll(/(?:from|import\() *'(\.[^']+)'/g)].flatMap(([, name = '']) => {
    const parts = path.split('/').slice(0, -1);
    for (const part of name.split('/')) {
      if (part === '..') {
        parts.pop();
      } else if (part !== '.') {
        parts.push(part);
      }
    }
    const file = parts.join('/');
    return [`${file}.ts`, `${file}.tsx`].filter(each => known.has(each));
  });
}
