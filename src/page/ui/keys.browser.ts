/** The keys that screens offer while they are shown. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { kept } from '../api/storage.browser';
import { actionOf, type Keys, keyName, writesIn } from './keys';

const stored = kept('vmascope-single-keys', 'browser');

/** Whether keys without Ctrl work: somebody who dictates, or uses such keys elsewhere, switches them off. */
export const singleKeys = signal(stored.get() !== 'off');

export function switchSingleKeys(on: boolean): void {
  stored.set(on ? 'on' : 'off');
  singleKeys.value = on;
}

/** The keys of all that is shown, the newest last. */
export const registered = signal<readonly Keys[]>([]);

/** Offers keys while a component is shown: `useKeys({ g: ['Go to address', open] })`. */
export function useKeys(keys: Keys): void {
  const newest = useRef(keys);
  newest.current = keys;
  const names = Object.entries(keys)
    .map(([key, [words]]) => `${key} ${words}`)
    .join('\n');
  useEffect(() => {
    const own = Object.fromEntries(
      Object.entries(newest.current).map(([key, [words]]) => [key, [words, () => newest.current[key]?.[1]()] as const]),
    );
    registered.value = [...registered.peek(), own];
    return () => {
      registered.value = registered.peek().filter(each => each !== own);
    };
  }, [names]);
}

addEventListener('keydown', event => {
  const writes = event.target instanceof HTMLElement && writesIn(event.target);
  const name = keyName({ ...pressOf(event), writes }, singleKeys.value);
  const action = name === undefined ? undefined : actionOf(registered.value, name);
  if (
    action !== undefined &&
    !event.defaultPrevented &&
    !event.isComposing &&
    !document.querySelector('dialog[open]')
  ) {
    event.preventDefault();
    action[1]();
  }
});

function pressOf(event: KeyboardEvent) {
  const { key, ctrlKey, altKey, metaKey } = event;
  return { key, ctrlKey, altKey, metaKey, altGraph: event.getModifierState('AltGraph') };
}
