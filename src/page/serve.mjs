// Serves the page of these sources in front of a running service, built again for each load: npm run serve -- http://localhost:8080
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const service = new URL(process.argv[2] ?? 'http://localhost:8080');
const port = Number(process.argv[3] ?? 8081);
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vmascope-page-'));

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const send = (response, name) => {
  response.setHeader('Content-Type', `${TYPES[extname(name)] ?? 'application/octet-stream'};charset=UTF-8`);
  response.setHeader('Content-Security-Policy', POLICY);
  response.end(readFileSync(join(folder, name)));
};

const server = createServer((incoming, response) => {
  const { pathname } = new URL(incoming.url, service);
  if (pathname === '/') {
    execFileSync(process.execPath, [join(here, 'build.mjs'), folder], { stdio: 'inherit' });
    send(response, 'index.html');
  } else if (/^\/page\/[\w.-]+$/.test(pathname)) {
    send(response, pathname.slice('/page/'.length));
  } else {
    const headers = { ...incoming.headers, host: service.host };
    delete headers.origin;
    const forwarded = request(new URL(incoming.url, service), { method: incoming.method, headers }, answer => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.writeHead(502).end());
    incoming.pipe(forwarded);
  }
});
server.listen(port, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${server.address().port}/ before ${service}\n`),
);
