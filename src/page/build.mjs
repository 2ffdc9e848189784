// Bundles the page into a folder: index.html, and files whose names carry their hash. It fails if the page has outgrown its budget.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const SCRIPTS_KIB = 90;
const STYLES_KIB = 12;
const FILES_AT_FIRST_LOAD = 5;

const here = fileURLToPath(new URL('.', import.meta.url));
const into = resolve(process.argv[2] ?? join(here, '../../target/classes/page'));

await rm(into, { recursive: true, force: true });
await mkdir(into, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { page: 'main.tsx', style: 'style.css' },
  outdir: into,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
});

const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({ ...output, name: basename(path) }));
const entry = source => outputs.find(output => output.entryPoint === source);
const script = entry('main.tsx');
const style = entry('style.css');

/** The scripts that the page imports before it shows anything. */
const firstScripts = (from, seen = new Set()) => {
  seen.add(from.name);
  for (const { path, kind } of from.imports) {
    const next = outputs.find(output => output.name === basename(path));
    if (kind === 'import-statement' && next && !seen.has(next.name)) {
      firstScripts(next, seen);
    }
  }
  return seen;
};

const first = [...firstScripts(script)];
const kib = async names => {
  let bytes = 0;
  for (const name of names) {
    bytes += gzipSync(await readFile(join(into, name))).length;
  }
  return bytes / 1024;
};

const preloads = first
  .filter(name => name !== script.name)
  .map(name => `    <link rel="modulepreload" href="page/${name}">\n`);
const html = (await readFile(join(here, 'index.html'), 'utf8'))
  .replace('style.css', `page/${style.name}`)
  .replace('main.tsx', `page/${script.name}`)
  .replace('  </head>', `${preloads.join('')}  </head>`);
await writeFile(join(into, 'index.html'), html);

await writeFile(join(into, 'licenses.txt'), await licenses());

/** The licences of the packages in the page, which ask to be delivered with it. */
async function licenses() {
  const packages = Object.keys(metafile.inputs).map(path => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  const texts = [];
  for (const name of [...new Set(packages)].filter(Boolean).sort()) {
    const folder = join(here, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find(each => /^licen[cs]e/i.test(each));
    if (file === undefined) {
      throw new Error(`${name} has no licence to deliver`);
    }
    texts.push(`${name} ${version} (${license})\n\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`);
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

const sizes = { scripts: await kib(first), styles: await kib([style.name]), files: first.length + 2 };
process.stdout.write(
  `page: ${sizes.scripts.toFixed(1)} of ${SCRIPTS_KIB} KiB of scripts, ${sizes.styles.toFixed(1)} of ${STYLES_KIB} KiB of styles, ` +
    `${sizes.files} of ${FILES_AT_FIRST_LOAD} files at first load\n`,
);
if (sizes.scripts > SCRIPTS_KIB || sizes.styles > STYLES_KIB || sizes.files > FILES_AT_FIRST_LOAD) {
  process.stderr.write('The page has outgrown its budget.\n');
  process.exit(1);
}
