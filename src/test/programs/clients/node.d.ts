// The parts of Node.js that the calls use.
declare const process: {argv: string[]};

declare module 'node:fs' {
  export function readFileSync(path: string, encoding: 'latin1'): string;
}
