import { describe, expect, it } from 'vitest';
import { reportText } from './report';

describe('a report', () => {
  it('has the totals, largest first, and the link', () => {
    const text = reportText({
      title: 'java 42',
      at: '2026-11-29T12:00:00Z',
      filter: 'heap',
      sum: '2 mappings',
      categories: [
        { category: 'stack', mappings: 1, bytes: 4096 },
        { category: 'java-heap', mappings: 4, bytes: 8192 },
      ],
      link: 'http://localhost/#/p/42@1/space',
    });
    expect(text.split('\n')).toEqual([
      'Address space of java 42, read at 2026-11-29T12:00:00Z',
      'With the filter heap: 2 mappings',
      '- Java heap: 8 KiB in 4',
      '- main stack: 4 KiB in 1',
      'http://localhost/#/p/42@1/space',
    ]);
    const bare = reportText({ title: 'a 1', at: undefined, filter: '', sum: '1 mapping', categories: [], link: 'l' });
    expect(bare).toBe('Address space of a 1\n1 mapping\nl');
  });
});
