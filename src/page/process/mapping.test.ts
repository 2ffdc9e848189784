import { describe, expect, it } from 'vitest';
import { mappingFacts, mappingName } from './mapping';

describe('mappings', () => {
  it('are named by what they map', () => {
    expect(mappingName({ path: '/usr/lib/libc.so.6', kind: 'file' })).toBe('/usr/lib/libc.so.6');
    expect(mappingName({ name: '[stack]', kind: 'stack' })).toBe('[stack]');
    expect(mappingName({ kind: 'anonymous' })).toBe('anonymous memory');
    expect(mappingName({})).toBe('other memory');
  });

  it('have facts, of which some may not be known', () => {
    expect(mappingFacts({ category: 'code', permissions: 'r-xp', sizeBytes: 8192, deleted: true })).toBe(
      'code, r-xp, 8 KiB, deleted file',
    );
    expect(mappingFacts({ category: 'heap' })).toBe('heap');
  });
});
