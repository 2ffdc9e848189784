/** The keys that work everywhere: the list of all keys, the palette, and the way to the filter. */
import { Fragment } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { keyWords } from '../ui/keys';
import { registered, singleKeys, switchSingleKeys, useKeys } from '../ui/keys.browser';
import { Palette } from './Palette';

export function Keys() {
  const list = useRef<HTMLDialogElement>(null);
  const [palette, showPalette] = useState(false);
  const showList = () => list.current?.showModal();
  useKeys({
    '?': ['Show all keys', showList],
    'Ctrl+K': ['Go anywhere', () => showPalette(true)],
    '/': ['Go to the filter', () => document.querySelector<HTMLElement>('[data-key="/"]')?.focus()],
  });
  return (
    <>
      <button type="button" class="quiet" onClick={() => showPalette(true)}>
        Go to …
      </button>
      <button type="button" class="quiet" onClick={showList}>
        Keys
      </button>
      <dialog ref={list} aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <table>
          <tbody>
            {keyWords(registered.value).map(({ keys, words }) => (
              <tr key={words}>
                <th scope="row">
                  {keys.map(key => (
                    <Fragment key={key}>
                      <kbd>{key}</kbd>{' '}
                    </Fragment>
                  ))}
                </th>
                <td>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          <label>
            <input
              type="checkbox"
              checked={singleKeys.value}
              onChange={event => switchSingleKeys(event.currentTarget.checked)}
            />{' '}
            keys of one character work
          </label>
        </p>
        <p class="hint">
          In tables, the arrows, Page up and down, Home and End move the row, and Enter opens it. In the box of Explain,
          Ctrl+Enter asks. On the strip, the tiles and charts, the arrows move too.
        </p>
        <button type="button" autofocus onClick={() => list.current?.close()}>
          Close
        </button>
      </dialog>
      {palette ? <Palette onClose={() => showPalette(false)} /> : null}
    </>
  );
}
