/** The choices of a picture of samples, as its address names them. */
import type { Unit } from './measures';
import { PICTURES, type Picture } from './stack';

export const PICTURE_WORDS: Readonly<Record<Picture, string>> = {
  memory: 'Memory in use',
  category: 'Address space by category',
  mappings: 'Number of mappings',
  threads: 'Number of threads',
};

/** The picture of a parameter; the first one for a name that is none. */
export function pictureOf(by: string | undefined): Picture {
  return PICTURES.find(each => each === by) ?? PICTURES[0];
}

export function unitOf(picture: Picture): Unit {
  return picture === 'mappings' || picture === 'threads' ? picture : 'bytes';
}

/** What is hidden unless an address says otherwise: reservations are often a thousand times as large as all else. */
const USUALLY_HIDDEN = ['reserved'];

/** The word for "nothing is hidden". */
const NOTHING = 'none';

/** The layers that an address hides. */
export function hiddenNames(text: string | undefined): readonly string[] {
  if (text === undefined || text === '') {
    return USUALLY_HIDDEN;
  }
  return text === NOTHING ? [] : text.split(',');
}

/** The parameter that hides layers; empty for the usual ones. */
export function hiddenText(names: readonly string[]): string {
  const text = names.join(',');
  return text === USUALLY_HIDDEN.join(',') ? '' : text || NOTHING;
}
