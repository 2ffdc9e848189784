/** The token of this tab: kept until the tab closes or somebody forgets it, and never part of an address. */
import { signal } from '@preact/signals';

/** The same place as in the API explorer, so that one question serves both. */
const KEY = 'vmascope-token';

export const token = signal<string | undefined>(sessionStorage.getItem(KEY) ?? undefined);

/** The reason to ask for a token; absent if there is none. */
export const tokenWanted = signal<string | undefined>(undefined);

export function keepToken(text: string): void {
  sessionStorage.setItem(KEY, text);
  token.value = text;
  tokenWanted.value = undefined;
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
  token.value = undefined;
}
