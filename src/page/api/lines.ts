/** The lines of a text that comes in pieces. */
export class Lines {
  private rest = '';

  /** The lines that a further piece completes. */
  push(piece: string): string[] {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop() ?? '';
    return lines;
  }

  /** The last line, if it has no end of its own. */
  end(): string[] {
    const last = this.rest;
    this.rest = '';
    return last === '' ? [] : [last];
  }
}
