/** Texts that the browser keeps. Where it refuses to, they are kept as long as the page is open. */

const fallback = new Map<string, string>();

export interface Kept {
  get(): string | undefined;
  /** Nothing forgets the text. */
  set(text: string | undefined): void;
}

/** A text under a name: in the tab, or for all tabs of this service. */
export function kept(name: string, place: 'tab' | 'browser'): Kept {
  const storage = () => (place === 'tab' ? sessionStorage : localStorage);
  return {
    get: () => {
      try {
        return storage().getItem(name) ?? undefined;
      } catch {
        return fallback.get(name);
      }
    },
    set: text => {
      try {
        text === undefined ? storage().removeItem(name) : storage().setItem(name, text);
      } catch {
        text === undefined ? fallback.delete(name) : fallback.set(name, text);
      }
    },
  };
}
