/** A reader of Server-Sent Events (WHATWG HTML, section 9.2) that arrive in pieces. */

/** An event of a stream. */
export interface SseEvent {
  /** Name of the event; `message` if the stream gives none. */
  readonly type: string;
  readonly data: string;
  /** The last id of the stream so far; empty before the first. */
  readonly id: string;
}

/** The state of one stream. Lines end with CR, LF, or both; comments and unknown fields are ignored. */
export class SseReader {
  /** The id of the last event, to go on after it in another stream. */
  lastEventId = '';
  /** The pause before the next connection that the stream asks for. */
  retryMillis: number | undefined;

  readonly #decoder = new TextDecoder();
  #rest = '';
  #afterCr = false;
  #type = '';
  #data: string[] = [];
  #id = '';

  /** @param lastEventId position that this stream goes on from */
  constructor(lastEventId = '') {
    this.lastEventId = lastEventId;
    this.#id = lastEventId;
  }

  /** The events that are complete with the next bytes of the stream. */
  read(bytes: Uint8Array): readonly SseEvent[] {
    const decoded = this.#decoder.decode(bytes, { stream: true });
    // A CR ended the line before: an LF that follows is the second half of the same line end.
    const text = this.#afterCr && decoded.startsWith('\n') ? decoded.slice(1) : decoded;
    this.#afterCr = decoded === '' ? this.#afterCr : decoded.endsWith('\r');
    const lines = (this.#rest + text).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() ?? '';
    return lines.flatMap(line => this.#line(line));
  }

  #line(line: string): readonly SseEvent[] {
    if (line === '') {
      return this.#dispatch();
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      this.#data.push(value);
    } else if (field === 'event') {
      this.#type = value;
    } else if (field === 'id' && !value.includes('\0')) {
      this.#id = value;
    } else if (field === 'retry' && /^\d{1,9}$/.test(value)) {
      this.retryMillis = Number(value);
    }
    return [];
  }

  #dispatch(): readonly SseEvent[] {
    const [type, data] = [this.#type, this.#data];
    this.#type = '';
    this.#data = [];
    this.lastEventId = this.#id;
    return data.length === 0 ? [] : [{ type: type === '' ? 'message' : type, data: data.join('\n'), id: this.#id }];
  }
}
