/** The colours that the reader wants, for drawings that style sheets do not reach. */
import { signal } from '@preact/signals';
import type { Theme } from './palette';

const dark = matchMedia('(prefers-color-scheme: dark)');
const forced = matchMedia('(forced-colors: active)');

const read = (): Theme | `forced ${Theme}` => {
  const own = dark.matches ? 'dark' : 'light';
  return forced.matches ? `forced ${own}` : own;
};

/** The theme; `forced` where the system has colours of its own, which are dark or light too. */
export const theme = signal(read());

for (const query of [dark, forced]) {
  query.addEventListener('change', () => {
    theme.value = read();
  });
}
