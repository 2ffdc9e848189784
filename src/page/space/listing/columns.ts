/** The mappings of an address space as columns of numbers. */
import { type Category, categoryCode, categoryOf, KINDS, type Kind, kindCode, type Row } from './categories';
import { at, byte, real, word } from './numbers';
import { PAGE_BYTES, type PageNumber, pageOf } from './page-number';

/** The bits of a permission column. */
export const READ = 1;
export const WRITE = 2;
export const EXECUTE = 4;
export const SHARED = 8;

const DELETED = 1;
const GUESSED = 2;
const UNNAMED = 0;

/** The usage columns, which only a walk of the page tables fills. */
export type Measure = 'resident' | 'proportional' | 'swap';

/**
 * The mappings of one address space, a column a property: 65,530 of them take 4 MB.
 * Without the right to see addresses, `start` and `end` are places on a line that starts at 0 and
 * keeps order, sizes and the gaps that the service states.
 */
export class Columns {
  /** The number of mappings. */
  length = 0;
  start: Float64Array;
  end: Float64Array;
  category: Uint8Array;
  kind: Uint8Array;
  permissions: Uint8Array;
  flags: Uint8Array;
  /** The place in {@link labels} of its path or name. */
  label: Uint32Array;
  resident: Float64Array;
  proportional: Float64Array;
  swap: Float64Array;
  /** The distinct paths and names; the first stands for neither. */
  readonly labels: string[] = [''];
  /** Whether a label is a path, by its place. */
  readonly paths: boolean[] = [false];
  /** Whether the service states addresses. */
  addressed = true;
  /** Whether every mapping has its usage. */
  measured = true;
  private readonly places = new Map<string, number>();

  constructor(capacity = 1024) {
    this.start = new Float64Array(capacity);
    this.end = new Float64Array(capacity);
    this.category = new Uint8Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.permissions = new Uint8Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.label = new Uint32Array(capacity);
    this.resident = new Float64Array(capacity);
    this.proportional = new Float64Array(capacity);
    this.swap = new Float64Array(capacity);
  }

  /** Adds the next mapping of the listing. */
  add(mapping: Row): void {
    if (this.length === this.start.length) {
      this.grow();
    }
    const i = this.length;
    const pages = (mapping.sizeBytes ?? 0) / PAGE_BYTES;
    if (mapping.start === undefined) {
      this.addressed = false;
    }
    const before = i === 0 ? 0 : real(this.end, i - 1);
    const start =
      mapping.start === undefined ? before + (mapping.gapBelowBytes ?? 0) / PAGE_BYTES : pageOf(mapping.start);
    this.start[i] = start;
    this.end[i] = start + pages;
    this.category[i] = categoryCode(mapping.category);
    this.kind[i] = kindCode(mapping.kind ?? 'other');
    this.permissions[i] = permissionBits(mapping.permissions ?? '');
    this.flags[i] = (mapping.deleted ? DELETED : 0) | (mapping.categorySource === 'heuristic' ? GUESSED : 0);
    this.label[i] = this.labelOf(mapping);
    const usage = mapping.usage;
    this.measured &&= usage !== undefined;
    this.resident[i] = usage?.residentBytes ?? 0;
    this.proportional[i] = usage?.proportionalBytes ?? 0;
    this.swap[i] = usage?.swapBytes ?? 0;
    this.length = i + 1;
  }

  pages(i: number): number {
    return real(this.end, i) - real(this.start, i);
  }

  bytes(i: number): number {
    return this.pages(i) * PAGE_BYTES;
  }

  /** The pages of the gap between a mapping and the one before it; 0 before the first. */
  gapBelow(i: number): number {
    return i === 0 ? 0 : real(this.start, i) - real(this.end, i - 1);
  }

  categoryAt(i: number): Category {
    return categoryOf(byte(this.category, i));
  }

  kindAt(i: number): Kind {
    return KINDS[byte(this.kind, i)] ?? 'other';
  }

  permissionsAt(i: number): string {
    return permissionText(byte(this.permissions, i));
  }

  /** The path or name; undefined for memory without one. */
  labelAt(i: number): string | undefined {
    const place = word(this.label, i);
    return place === UNNAMED ? undefined : this.labels[place];
  }

  /** Whether its label is the path of a file. */
  isPath(i: number): boolean {
    return this.paths[word(this.label, i)] === true;
  }

  isDeleted(i: number): boolean {
    return (byte(this.flags, i) & DELETED) !== 0;
  }

  /** Whether the category is a guess from sizes, places and neighbours. */
  isGuessed(i: number): boolean {
    return (byte(this.flags, i) & GUESSED) !== 0;
  }

  /** The bytes of a measure; undefined if the page tables were not read. */
  usage(i: number, measure: Measure): number | undefined {
    return this.measured ? at(this[measure], i) : undefined;
  }

  /** The mapping that a page lies in; undefined if it lies in a gap. */
  indexAt(page: PageNumber): number | undefined {
    const i = this.lastStartingAt(page);
    return i >= 0 && page < real(this.end, i) ? i : undefined;
  }

  /** The last mapping that starts at or below a page; -1 if none does. */
  lastStartingAt(page: PageNumber): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (real(this.start, middle) <= page) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private labelOf(mapping: Row): number {
    const text = mapping.path ?? mapping.name;
    if (text === undefined) {
      return UNNAMED;
    }
    const isPath = mapping.path !== undefined;
    const key = (isPath ? 'p' : 'n') + text;
    const known = this.places.get(key);
    if (known !== undefined) {
      return known;
    }
    const place = this.labels.push(text) - 1;
    this.paths.push(isPath);
    this.places.set(key, place);
    return place;
  }

  private grow(): void {
    const larger = new Columns(this.start.length * 2);
    for (const name of ['start', 'end', 'resident', 'proportional', 'swap'] as const) {
      larger[name].set(this[name]);
      this[name] = larger[name];
    }
    for (const name of ['category', 'kind', 'permissions', 'flags'] as const) {
      larger[name].set(this[name]);
      this[name] = larger[name];
    }
    larger.label.set(this.label);
    this.label = larger.label;
  }
}

/** The bits of the kernel's four letters. */
export function permissionBits(letters: string): number {
  return (
    (letters[0] === 'r' ? READ : 0) |
    (letters[1] === 'w' ? WRITE : 0) |
    (letters[2] === 'x' ? EXECUTE : 0) |
    (letters[3] === 's' ? SHARED : 0)
  );
}

/** The kernel's four letters. */
export function permissionText(bits: number): string {
  return `${bits & READ ? 'r' : '-'}${bits & WRITE ? 'w' : '-'}${bits & EXECUTE ? 'x' : '-'}${bits & SHARED ? 's' : 'p'}`;
}
