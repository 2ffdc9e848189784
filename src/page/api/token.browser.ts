/** The token of this tab: kept until the tab closes or somebody forgets it, and never part of an address. */
import { signal } from '@preact/signals';
import { kept } from './storage.browser';

/** The same place as in the API explorer, so that one question serves both. */
const stored = kept('vmascope-token', 'tab');

export const token = signal<string | undefined>(stored.get());

/** The reason to ask for a token; absent if there is none. */
export const tokenWanted = signal<string | undefined>(undefined);

/** Whether the service has refused a request without a token. */
export const tokenRequired = signal(false);

export function keepToken(text: string): void {
  stored.set(text);
  token.value = text;
  tokenWanted.value = undefined;
}

export function forgetToken(): void {
  stored.set(undefined);
  token.value = undefined;
}
