/** The questions to the service about what was pasted. */
import { client, type Outcome, outcome } from '../api/client.browser';
import type { components } from '../api/generated';
import { type Problem, problemCode } from '../api/problem';
import type { AddressInMaps } from '../process/access';
import { type Reading, recognise } from './pasted';

export type Identity = components['schemas']['Process'];
export type ExplainedFaults = components['schemas']['ExplainedFaults'];
export type PastedAddressSpace = components['schemas']['PastedAddressSpace'];

/** What the service said. */
export type Explained =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'process-wanted'; readonly address: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | {
      readonly kind: 'address';
      readonly process: Identity;
      readonly place: Place;
    }
  | { readonly kind: 'log'; readonly answer: ExplainedFaults; readonly process: Identity | undefined }
  | { readonly kind: 'listing'; readonly answer: PastedAddressSpace };

/** Where an address is: in a mapping, or between mappings. */
export type Place = { readonly inside: AddressInMaps } | { readonly gap: Problem };

const TEXT = { headers: { 'Content-Type': 'text/plain' }, bodySerializer: (text: string) => text };

/** Explains a text. @param pid the process that it is about; empty if nobody said it */
export async function explain(text: string, pid: string, signal: AbortSignal): Promise<Explained> {
  const pasted = recognise(text);
  if (pasted.kind === 'nothing') {
    return pasted;
  }
  if (pasted.kind === 'address' && pid === '') {
    return { kind: 'process-wanted', address: pasted.address };
  }
  const identity = pid === '' ? undefined : await identityOf(pid, signal);
  if (identity?.problem !== undefined) {
    return { kind: 'problem', problem: identity.problem };
  }
  const process = identity?.answer;
  if (pasted.kind === 'address') {
    return process === undefined ? { kind: 'nothing' } : explainAddress(process, pasted.address, signal);
  }
  const [first, second] = pasted.readings;
  const explained = await explainText(first, text, process, signal);
  const foundNothing = explained.kind === 'problem' && problemCode(explained.problem) === 'malformed-input';
  const otherwise = foundNothing ? await explainText(second, text, process, signal) : explained;
  return otherwise.kind === 'problem' ? explained : otherwise;
}

function identityOf(pid: string, signal: AbortSignal): Promise<Outcome<Identity>> {
  return outcome(client.GET('/api/processes/{pid}', { params: { path: { pid } }, signal }));
}

async function explainAddress(process: Identity, address: string, signal: AbortSignal): Promise<Explained> {
  const pid = String(process.pid);
  const query = process.startTicks === undefined ? {} : { startTicks: process.startTicks };
  const place = await outcome(
    client.GET('/api/processes/{pid}/maps/{address}', { params: { path: { pid, address }, query }, signal }),
  );
  if (place.problem !== undefined && problemCode(place.problem) !== 'no-mapping-at-address') {
    return { kind: 'problem', problem: place.problem };
  }
  return {
    kind: 'address',
    process,
    place: place.problem === undefined ? { inside: place.answer } : { gap: place.problem },
  };
}

async function explainText(
  reading: Reading,
  body: string,
  process: Identity | undefined,
  signal: AbortSignal,
): Promise<Explained> {
  if (reading === 'log') {
    const query = process === undefined ? {} : { pid: String(process.pid) };
    const { answer, problem } = await outcome(
      client.POST('/api/faults/explain', { ...TEXT, body, params: { query }, signal }),
    );
    return problem === undefined ? { kind: 'log', answer, process } : { kind: 'problem', problem };
  }
  const { answer, problem } = await outcome(client.POST('/api/address-spaces', { ...TEXT, body, signal }));
  return problem === undefined ? { kind: 'listing', answer } : { kind: 'problem', problem };
}
