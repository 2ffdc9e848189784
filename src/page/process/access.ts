/** An address of a process, and an access to it, in words. */
import type { components } from '../api/generated';
import type { Problem } from '../api/problem';
import { bytes } from '../ui/quantity';
import { visible } from '../ui/text';
import { mappingName } from './mapping';

export type Access = components['schemas']['Access'];
export type AddressInMaps = components['schemas']['AddressInMaps'];

const FIRST: Readonly<Record<string, string>> = {
  demand: ', and the kernel provides the page first',
  'copy-on-write': ', and the kernel copies the page first',
  'swap-in': ', and the kernel reads the page from swap first',
  'stack-growth': ', and the stack grows first',
};

/** How an access ends. */
export function accessWords({ outcome, code, fault, likely }: Access): string {
  switch (outcome) {
    case 'allowed':
      return `is allowed${FIRST[fault ?? ''] ?? ''}`;
    case 'SIGSEGV':
    case 'SIGBUS':
      return `ends with ${outcome}${code === undefined ? '' : `, code ${code}`}`;
    case 'waits':
      return 'waits for another thread, which fills the page (userfaultfd)';
    default:
      return `is not known${likely?.outcome === undefined ? '' : `; most likely ${likely.outcome}`}`;
  }
}

/** Where an address lies within its mapping. */
export function insideWords({ address, mapping, offsetInMappingBytes, offsetInObject }: AddressInMaps): string {
  const name = visible(mappingName(mapping ?? {}));
  const inMapping =
    offsetInMappingBytes === undefined || offsetInMappingBytes === 0
      ? ''
      : `, ${bytes(offsetInMappingBytes)} behind the start of the mapping`;
  const inObject = offsetInObject === undefined ? '' : `, at offset ${offsetInObject} of the file`;
  return `${address} lies in ${name}${inMapping}${inObject}.`;
}

/** Where an address lies between mappings; what an access does there is another question, as stacks grow. */
export function gapWords({ address, below, above }: Pick<Problem, 'address' | 'below' | 'above'>): string {
  const sides = [
    below?.distanceBytes === undefined
      ? 'nothing is mapped below it'
      : `it is ${bytes(below.distanceBytes)} above ${visible(mappingName(below))}`,
    above?.distanceBytes === undefined
      ? 'nothing is mapped above it'
      : `${below?.distanceBytes === undefined ? 'it is ' : ''}${bytes(above.distanceBytes)} below ${visible(mappingName(above))}`,
  ];
  return `No mapping contains ${address}: ${sides.join(', and ')}.`;
}
