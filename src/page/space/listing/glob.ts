/** The test of a pattern on whole texts: `*` any run, `?` any character, `[a-z]` and `[!a]` one of a set. */
export type Glob = (text: string) => boolean;

type Place = '*' | ((character: string) => boolean);

/** Compiles a pattern as the service does; every text is one. */
export function compileGlob(pattern: string): Glob {
  const places = read([...pattern]);
  return text => matches(places, [...text]);
}

function read(characters: string[]): Place[] {
  const places: Place[] = [];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? '';
    const close = closing(characters, i);
    if (close > 0) {
      places.push(set(characters.slice(i + 1, close)));
      i = close;
    } else if (character === '*') {
      places.push('*');
    } else {
      places.push(character === '?' ? () => true : c => c === character);
    }
  }
  return places;
}

/** The index of the `]` of a set that starts here, or -1; a `]` in the first place belongs to the set. */
function closing(characters: string[], open: number): number {
  if (characters[open] !== '[') {
    return -1;
  }
  return characters.indexOf(']', open + (characters[open + 1] === '!' ? 3 : 2));
}

function set(members: string[]): Place {
  const negated = members[0] === '!';
  const ranges: [number, number][] = [];
  for (let i = negated ? 1 : 0; i < members.length; i++) {
    const low = code(members[i]);
    if (i + 2 < members.length && members[i + 1] === '-') {
      ranges.push([low, code(members[i + 2])]);
      i += 2;
    } else {
      ranges.push([low, low]);
    }
  }
  return character => ranges.some(([low, high]) => low <= code(character) && code(character) <= high) !== negated;
}

function code(character = ''): number {
  return character.codePointAt(0) ?? 0;
}

/** Follows the last star alone: what an earlier one could take besides, the last can take too. */
function matches(places: Place[], text: string[]): boolean {
  let place = 0;
  let star = -1;
  let resumed = 0;
  let i = 0;
  while (i < text.length) {
    const expected = places[place];
    if (expected === '*') {
      star = place++;
      resumed = i;
    } else if (expected?.(text[i] ?? '')) {
      place++;
      i++;
    } else if (star >= 0) {
      place = star + 1;
      i = ++resumed;
    } else {
      return false;
    }
  }
  return places.slice(place).every(rest => rest === '*');
}
