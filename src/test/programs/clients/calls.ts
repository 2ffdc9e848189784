// Calls of a generated client: each compares what it gets with what /proc says of a process that sleeps.
// Arguments: the address of the service, the pid.
import {readFileSync} from 'node:fs';
import createClient from 'openapi-fetch';
import type {components, paths} from './api.js';

type Problem = components['schemas']['Problem'];

const [service, pid] = process.argv.slice(2);
const proc = (file: string): string => readFileSync(`/proc/${pid}/${file}`, 'latin1');
const kilobytes = (key: string): number =>
  1024 * Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(proc('status'))?.[1]);
const listing = proc('maps').trimEnd().split('\n');
const [range, permissions] = listing[0]?.split(' ') ?? [];
const facts = {
  pid: Number(pid),
  startTicks: Number(proc('stat').replace(/^.*\) /s, '').split(' ')[19]),
  virtualBytes: kilobytes('VmSize'),
  residentBytes: kilobytes('VmRSS'),
  mappings: listing.length,
  start: `0x${range?.split('-')[0]}`,
  permissions: permissions ?? '',
};
// Of the formats of an answer, these are those of objects.
const client = createClient<paths, 'application/json' | 'application/problem+json'>({baseUrl: service ?? ''});
const path = {pid: `${facts.pid}`};
let calls = 0;

function fail(what: string): never {
  throw new Error(`call ${calls}: ${what}`);
}

function equal<T>(actual: T | undefined, expected: NoInfer<T>): void {
  if (actual !== expected) {
    fail(`expected ${String(expected)}, got ${String(actual)}`);
  }
}

function check(holds: boolean | undefined, what: string): void {
  if (!holds) {
    fail(what);
  }
}

async function answer<D>(call: Promise<{data?: D; error?: Problem; response: Response}>): Promise<NonNullable<D>> {
  calls++;
  const {data, error} = await call;
  return data ?? fail(`${error?.status} ${error?.detail}`);
}

async function problem(status: number, call: Promise<{data?: unknown; error?: Problem; response: Response}>): Promise<Problem> {
  calls++;
  const {error, response} = await call;
  equal(response.status, status);
  equal(error?.status, status);
  return error ?? fail('nothing failed');
}

async function ofTheService(): Promise<void> {
  const {operations} = await answer(client.GET('/api'));
  check(operations?.some(one => one.path === '/api/processes/{pid}/maps'), 'the list of operations has maps');
  const system = await answer(client.GET('/api/system'));
  check((system.pageBytes ?? 1) % 4096 === 0, 'the size of a page');
  check((system.memory?.totalBytes ?? 0) > 2 ** 29, 'memory');
  const {maxReadMillis} = await answer(client.GET('/api/scans'));
  check((maxReadMillis ?? 0) > 0, 'the limit of a scan');
}

async function ofProcesses(): Promise<void> {
  const one = await answer(client.GET('/api/processes/{pid}', {params: {path}}));
  equal(one.pid, facts.pid);
  equal(one.name, 'sleep');
  equal(one.startTicks, facts.startTicks);
  equal(one.virtualBytes, facts.virtualBytes);
  equal(one.residentBytes, facts.residentBytes);
  equal(one.threads, 1);
  const query = {name: 'sleep', sort: 'pid,asc', limit: 1000};
  const list = await answer(client.GET('/api/processes', {params: {query}}));
  check(list.processes?.some(each => each.pid === facts.pid), 'the list has the process');
  const recent = await answer(client.GET('/api/processes', {params: {query: {...query, history: 'threads'}}}));
  equal(recent.processes?.find(each => each.pid === facts.pid)?.history?.at(-1), 1);
  equal(recent.historyTimes?.count, 30);
  const least = 2 ** 31 + 1;
  const large = await answer(client.GET('/api/processes', {params: {query: {minResidentBytes: least}}}));
  check(large.processes?.every(each => (each.residentBytes ?? 0) >= least), 'a filter of more than 31 bits');
  const same = await answer(client.GET('/api/processes/{pid}', {params: {path, query: {startTicks: facts.startTicks}}}));
  equal(same.startTicks, facts.startTicks);
  const {threads} = await answer(client.GET('/api/processes/{pid}/threads', {params: {path}}));
  equal(threads?.[0]?.tid, facts.pid);
}

async function ofMappings(): Promise<void> {
  const maps = await answer(client.GET('/api/processes/{pid}/maps', {params: {path}}));
  equal(maps.mappings?.length, facts.mappings);
  equal(maps.capture?.complete, true);
  equal(maps.mappings?.[0]?.start, facts.start);
  equal(maps.mappings?.[0]?.permissions, facts.permissions);
  const some = await answer(client.GET('/api/processes/{pid}/maps', {params: {path, query: {kind: ['stack', 'heap']}}}));
  equal(some.mappings?.map(each => each.kind).sort().join(), 'heap,stack');
  const large = await answer(client.GET('/api/processes/{pid}/maps', {params: {path, query: {minBytes: 2 ** 20}}}));
  check(large.mappings?.every(each => (each.sizeBytes ?? 0) >= 2 ** 20), 'all are large');
  const at = await answer(
    client.GET('/api/processes/{pid}/maps/{address}', {params: {path: {...path, address: facts.start}}}));
  equal(at.mapping?.start, facts.start);
  const summary = await answer(client.GET('/api/processes/{pid}/summary', {params: {path}}));
  check((summary.mappings?.count ?? 0) >= facts.mappings - 1, 'the number of mappings');
}

async function ofScans(): Promise<void> {
  const detailed = await answer(
    client.GET('/api/processes/{pid}/maps', {params: {path, query: {detail: 'smaps', force: true}}}));
  const resident = detailed.mappings?.reduce((sum, each) => sum + (each.usage?.residentBytes ?? 0), 0) ?? 0;
  check(resident >= facts.residentBytes, 'the sum of smaps, with the vdso');
  const rollup = await answer(
    client.GET('/api/processes/{pid}/summary', {params: {path, query: {detail: 'rollup', force: true}}}));
  check((rollup.uniqueBytes ?? 0) > 0, 'memory of its own');
  const pages = await answer(client.GET('/api/processes/{pid}/pages', {params: {path, query: {force: true}}}));
  check((pages.presentBytes ?? 0) > 0, 'pages that are present');
  const price = await answer(client.GET('/api/processes/{pid}/scan-estimate', {params: {path, query: {detail: 'numa'}}}));
  equal(price.decision, 'read');
  check((price.estimateMillis ?? 0) > 0, 'the price of a scan');
  const numa = await answer(client.GET('/api/processes/{pid}/numa', {params: {path, query: {force: true}}}));
  check((numa.mappings?.length ?? 0) > 0, 'mappings on memory nodes');
}

async function ofObjects(): Promise<void> {
  const {objects} = await answer(client.GET('/api/processes/{pid}/objects', {params: {path}}));
  const libc = objects?.find(each => each.path?.includes('libc'));
  const buildId = libc?.buildId ?? fail('libc has no build id');
  const one = await answer(client.GET('/api/processes/{pid}/objects/{buildId}', {params: {path: {...path, buildId}}}));
  equal(one.object?.buildId, buildId);
  const shared = await answer(client.GET('/api/objects', {params: {query: {path: '*libc*'}}}));
  check(
    shared.objects?.some(each => each.mappers?.some(mapper => mapper.pid === facts.pid) && (each.processes ?? 0) > 1),
    'others map libc as well');
  const {mappings} = await answer(client.GET('/api/processes/{pid}/maps', {params: {path}}));
  const code = mappings?.find(each => each.permissions === 'r-xp' && each.path !== undefined);
  const address = code?.start ?? fail('no code');
  const symbol = await answer(client.GET('/api/processes/{pid}/symbol', {params: {path, query: {address}}}));
  equal(symbol.path, code?.path ?? '');
}

async function ofGrowthAndFindings(): Promise<void> {
  const growth = await answer(client.GET('/api/processes/{pid}/growth', {params: {path}}));
  equal(growth.pid, facts.pid);
  const ranking = await answer(client.GET('/api/growth', {params: {query: {limit: 3}}}));
  check((ranking.processes?.length ?? 0) <= 3, 'at most three processes');
  const {groups} = await answer(client.GET('/api/groups'));
  check(groups?.some(group => (group.processes ?? 0) > 0), 'groups have processes');
  const other = await answer(client.GET('/api/groups/{group}', {params: {path: {group: 'other'}}}));
  equal(other.group, 'other');
  const findings = await answer(client.GET('/api/findings', {params: {query: {severity: 'low', limit: 5}}}));
  check((findings.lookedAt ?? 0) > 0, 'processes were looked at');
  const own = await answer(client.GET('/api/processes/{pid}/findings', {params: {path}}));
  equal(own.findings?.length, 0);
}

async function ofFaults(): Promise<void> {
  const plain = {bodySerializer: (body: string) => body, headers: {'Content-Type': 'text/plain'}};
  const line = 'a[7]: segfault at 10 ip 0000564daabfd2b5 sp 00007ffffa96abf0 error 4 in a[12b5,564daabfd000+1000]';
  const explained = await answer(client.POST('/api/faults/explain', {...plain, body: line}));
  equal(explained.faults?.[0]?.address, '0x10');
  await answer(client.GET('/api/faults', {params: {query: {limit: 1}}}));
  const access = await answer(
    client.GET('/api/processes/{pid}/access', {params: {path, query: {address: '0x10', type: 'write'}}}));
  equal(access.outcome, 'SIGSEGV');
  const pasted = await answer(client.POST('/api/address-spaces', {
    ...plain,
    body: '08048000-08049000 r-xp 00000000 03:03 65519 /home/humble/new\n',
  }));
  equal(pasted.mappings?.[0]?.sizeBytes, 4096);
}

async function ofChanges(): Promise<void> {
  const watch = await answer(client.GET('/api/processes/{pid}/watch', {params: {path, query: {for: '100ms'}}}));
  equal(watch.changes?.length, 0);
  const diff = await answer(client.GET('/api/diff', {params: {query: {a: path.pid, b: path.pid}}}));
  equal(diff.changes?.length, 0);
}

async function ofSnapshots(): Promise<void> {
  const taken = await answer(
    client.POST('/api/processes/{pid}/snapshots', {params: {path, query: {label: 'typescript'}}}));
  const snapshot = taken.id ?? fail('no id');
  const list = await answer(client.GET('/api/snapshots', {params: {query: {pid: path.pid, label: 'typescript'}}}));
  check(list.snapshots?.some(each => each.id === snapshot), 'the list has the snapshot');
  const params = {path: {snapshot}};
  equal((await answer(client.GET('/api/snapshots/{snapshot}', {params}))).startTicks, facts.startTicks);
  equal((await answer(client.GET('/api/snapshots/{snapshot}/maps', {params}))).mappings?.length, facts.mappings);
  equal((await answer(client.GET('/api/snapshots/{snapshot}/diff', {params}))).changes?.length, 0);
  calls++;
  equal((await client.DELETE('/api/snapshots/{snapshot}', {params})).response.status, 204);
}

async function thatFail(): Promise<void> {
  const nobody = await problem(404, client.GET('/api/processes/{pid}/maps', {params: {path: {pid: '4194305'}}}));
  equal(nobody.type, 'urn:vmascope:problem:process-not-found');
  const wrong = await problem(400, client.GET('/api/processes', {params: {query: {limit: 0}}}));
  equal(wrong.parameter, 'limit');
  const nothing = await problem(
    404, client.GET('/api/processes/{pid}/maps/{address}', {params: {path: {...path, address: '0x10'}}}));
  equal(nothing.address, '0x10');
  equal(nothing.above?.start, facts.start);
  const replaced = await problem(410, client.GET('/api/processes/{pid}', {params: {path, query: {startTicks: 1}}}));
  equal(replaced.startTicks, facts.startTicks);
}

for (const part of [
  ofTheService, ofProcesses, ofMappings, ofScans, ofObjects, ofGrowthAndFindings, ofFaults, ofChanges, ofSnapshots, thatFail,
]) {
  await part();
}
console.log(`${calls} calls`);
