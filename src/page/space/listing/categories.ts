/** The categories of mappings, with their looks: family, pattern, letters and words. */
import type { components } from '../../api/generated';

/** A row of a listing of mappings. */
export type Row = components['schemas']['MappingInDetail'];
export type Category = NonNullable<Row['category']>;
export type Kind = NonNullable<Row['kind']>;

/** The hue of several related categories. */
export type Family = 'heap' | 'stack' | 'anonymous' | 'code' | 'data' | 'shared' | 'runtime';

/** The texture that tells the three categories of a family apart without colour. */
export type Pattern = 'plain' | 'stripes' | 'dots';

/** The look of a category, the same for every process and in every order. */
export interface Look {
  readonly family: Family;
  readonly pattern: Pattern;
  /** Two letters that stand for it where there is no place for its name. */
  readonly code: string;
  readonly words: string;
}

/** The looks of all categories: seven families of three. */
export const LOOKS: Readonly<Record<Category, Look>> = {
  heap: { family: 'heap', pattern: 'plain', code: 'He', words: 'heap' },
  'glibc-arena': { family: 'heap', pattern: 'stripes', code: 'Ar', words: 'malloc arena' },
  'java-heap': { family: 'heap', pattern: 'dots', code: 'Jh', words: 'Java heap' },
  stack: { family: 'stack', pattern: 'plain', code: 'St', words: 'main stack' },
  'thread-stack': { family: 'stack', pattern: 'stripes', code: 'Th', words: 'thread stack' },
  guard: { family: 'stack', pattern: 'dots', code: 'Gu', words: 'guard' },
  anonymous: { family: 'anonymous', pattern: 'plain', code: 'An', words: 'anonymous' },
  reserved: { family: 'anonymous', pattern: 'stripes', code: 'Re', words: 'reserved' },
  'java-other': { family: 'anonymous', pattern: 'dots', code: 'Jo', words: 'other memory of the JVM' },
  code: { family: 'code', pattern: 'plain', code: 'Co', words: 'code of files' },
  jit: { family: 'code', pattern: 'stripes', code: 'Ji', words: 'generated code' },
  'java-code': { family: 'code', pattern: 'dots', code: 'Jc', words: 'Java code cache' },
  data: { family: 'data', pattern: 'plain', code: 'Da', words: 'writable data of files' },
  'read-only-data': { family: 'data', pattern: 'stripes', code: 'Ro', words: 'read-only data of files' },
  file: { family: 'data', pattern: 'dots', code: 'Fi', words: 'mapped file' },
  'shared-memory': { family: 'shared', pattern: 'plain', code: 'Sh', words: 'shared memory' },
  hugetlb: { family: 'shared', pattern: 'stripes', code: 'Hu', words: 'reserved huge pages' },
  device: { family: 'shared', pattern: 'dots', code: 'De', words: 'device' },
  kernel: { family: 'runtime', pattern: 'plain', code: 'Ke', words: 'provided by the kernel' },
  'java-metaspace': { family: 'runtime', pattern: 'stripes', code: 'Jm', words: 'Java metaspace' },
  other: { family: 'runtime', pattern: 'dots', code: 'Ot', words: 'other' },
};

/** Whether a text is the name of a category. */
export function isCategory(text: string): text is Category {
  return Object.hasOwn(LOOKS, text);
}

/** All categories, those of a family together. */
export const CATEGORIES: readonly Category[] = Object.keys(LOOKS).filter(isCategory);

const CODES: ReadonlyMap<string, number> = new Map(CATEGORIES.map((name, code) => [name, code]));

/** The place of a category in {@link CATEGORIES}; that of "other" for one that this page does not know. */
export function categoryCode(category: string | undefined): number {
  return CODES.get(category ?? 'other') ?? CODES.get('other') ?? 0;
}

/** The category of a code; "other" for one that this page does not know. */
export function categoryOf(code: number): Category {
  return CATEGORIES[code] ?? 'other';
}

const KIND_PLACES: Readonly<Record<Kind, number>> = {
  file: 0,
  heap: 1,
  stack: 2,
  anonymous: 3,
  'shared-anonymous': 4,
  memfd: 5,
  sysv: 6,
  hugetlb: 7,
  device: 8,
  'anon-inode': 9,
  kernel: 10,
  other: 11,
};

/** Whether a text is the name of a kind. */
export function isKind(text: string): text is Kind {
  return Object.hasOwn(KIND_PLACES, text);
}

export const KINDS: readonly Kind[] = Object.keys(KIND_PLACES).filter(isKind);

/** The place of a kind in {@link KINDS}. */
export function kindCode(kind: Kind): number {
  return KIND_PLACES[kind];
}
