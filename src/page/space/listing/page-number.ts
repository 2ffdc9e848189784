/**
 * The number of a page of 4 KiB: an address without its last three hexadecimal digits.
 * At most 52 bits are left, which a double holds exactly; addresses themselves stay text.
 */
export type PageNumber = number;

export const PAGE_BYTES = 4096;

const OFFSET_DIGITS = 3;
const ADDRESS = /^(?:0x)?0*([0-9a-f]{1,16})$/;

/** The page that an address of the service lies in. */
export function pageOf(address: string): PageNumber {
  const digits = address.slice(2, -OFFSET_DIGITS);
  return digits === '' ? 0 : Number.parseInt(digits, 16);
}

/** The address of the first byte of a page. */
export function addressOf(page: PageNumber): string {
  return page === 0 ? '0x0' : `0x${page.toString(16)}000`;
}

/** The address that somebody typed, as the service writes it; undefined if it is none. */
export function readAddress(text: string): string | undefined {
  const digits = ADDRESS.exec(text.trim().toLowerCase().replaceAll('_', ''))?.[1];
  return digits === undefined ? undefined : `0x${digits}`;
}
