import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SseEvent, SseReader } from './sse';

const bytes = (text: string) => new TextEncoder().encode(text);
const whole = (text: string) => new SseReader().read(bytes(text));

const line = fc.string({ unit: 'grapheme', maxLength: 12 }).map(text => text.replace(/[\r\n\0]/g, '.'));
const event = fc.record({
  type: fc.constantFrom('change', 'usage', 'heartbeat'),
  data: fc.array(line, { minLength: 1, maxLength: 3 }),
  id: fc.stringMatching(/^[0-9a-f-]{1,8}$/),
  end: fc.constantFrom('\n', '\r', '\r\n'),
  comment: line,
});

function written({ type, data, id, end, comment }: ReturnType<typeof event.generate>['value']): string {
  const lines = [`:${comment}`, `id: ${id}`, `event: ${type}`, ...data.map(each => `data: ${each}`), ''];
  return lines.map(each => each + end).join('');
}

/** The events of a stream that arrives in pieces. */
function inPieces(stream: Uint8Array, cuts: readonly number[]): readonly SseEvent[] {
  const reader = new SseReader();
  const places = [0, ...cuts.map(cut => cut % (stream.length + 1)).sort((one, other) => one - other), stream.length];
  return places.slice(1).flatMap((place, at) => reader.read(stream.slice(places[at], place)));
}

describe('a stream of events', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 6 }), events => {
        expect(whole(events.map(written).join(''))).toEqual(
          events.map(({ type, data, id }) => ({ type, data: data.join('\n'), id })),
        );
      }),
    );
  });

  it('is the same wherever it is cut, within characters and line ends too', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 4 }),
        fc.array(fc.nat({ max: 4000 }), { maxLength: 12 }),
        (events, cuts) => {
          const stream = bytes(events.map(written).join(''));
          expect(inPieces(stream, cuts)).toEqual(new SseReader().read(stream));
        },
      ),
    );
  });

  it('is the same byte by byte', () => {
    const stream = bytes('id: 1\r\nevent: change\r\ndata: {"path":"/日本"}\r\n\r\n: nothing\r\ndata: x\r\n\r\n');
    const cuts = Array.from({ length: stream.length }, (_, at) => at);
    expect(inPieces(stream, cuts)).toEqual([
      { type: 'change', data: '{"path":"/日本"}', id: '1' },
      { type: 'message', data: 'x', id: '1' },
    ]);
  });

  it('never fails, whatever arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), pieces => {
        const reader = new SseReader();
        for (const piece of pieces) {
          expect(() => reader.read(piece)).not.toThrow();
        }
      }),
    );
  });

  it('keeps the position for the next stream', () => {
    const reader = new SseReader('a-1');
    expect(reader.read(bytes('event: heartbeat\ndata: {}\n\n'))[0]?.id).toBe('a-1');
    reader.read(bytes('id: a-2\ndata: 1\n\nid: a-3\ndata: not yet complete\n'));
    expect(reader.lastEventId).toBe('a-2');
    reader.read(bytes('id: b\0d\n\n'));
    expect(reader.lastEventId).toBe('a-3');
    reader.read(bytes('id\n\n'));
    expect(reader.lastEventId).toBe('');
  });

  it('says how long to wait', () => {
    const reader = new SseReader();
    reader.read(bytes('retry: 2000\nretry: soon\nretry\n\n'));
    expect(reader.retryMillis).toBe(2000);
  });

  it('ignores what has no data, and reads data as it is', () => {
    expect(whole('event: change\n\ndata\n\ndata:  two spaces\nunknown: 1\n\n').map(({ data }) => data)).toEqual([
      '',
      ' two spaces',
    ]);
  });

  it('forgets an event that ends with the stream', () => {
    expect(whole('data: 1\n\ndata: 2\n')).toHaveLength(1);
    expect(whole('\uFEFFdata: 1\n\n')).toHaveLength(1);
  });
});
