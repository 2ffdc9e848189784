/** The buttons of the strip, and what a pixel of it is. */
import type { ComponentChildren } from 'preact';
import { change, selectKey } from '../change.browser';
import { scaleText } from '../words';
import type { Mode } from './geometry';
import type { StripView } from './strip-view.browser';

interface Properties {
  readonly strip: StripView;
  readonly mode: Mode;
  readonly addressed: boolean;
  readonly reading: boolean;
  readonly onRead: () => void;
  readonly children: ComponentChildren;
}

const ZOOM = 2;
const PAN = 0.25;

export function StripControls({ strip, mode, addressed, reading, onRead, children }: Properties) {
  return (
    <div class="strip-controls">
      <label>
        Scale{' '}
        <select
          value={mode}
          onChange={event => {
            const chosen = MODES.find(([name]) => name === event.currentTarget.value)?.[0];
            change(({ show: _, mode: __, ...state }) => (chosen === undefined ? state : { ...state, mode: chosen }));
          }}
        >
          {MODES.filter(([name]) => addressed || name !== 'true').map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend class="unseen">Part in sight</legend>
        <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => strip.zoom(ZOOM)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" title="Zoom out (-)" onClick={() => strip.zoom(1 / ZOOM)}>
          −
        </button>
        <button
          type="button"
          aria-label="Towards lower addresses"
          title="Towards lower addresses (a)"
          onClick={() => strip.pan(-PAN * strip.width)}
        >
          ◀
        </button>
        <button
          type="button"
          aria-label="Towards higher addresses"
          title="Towards higher addresses (d)"
          onClick={() => strip.pan(PAN * strip.width)}
        >
          ▶
        </button>
        <button type="button" title="Show all (0)" onClick={() => strip.showAll()}>
          All
        </button>
      </fieldset>
      <GoTo placeholder={addressed ? '0x7f…' : '#42'} />
      <Scale strip={strip} mode={mode} />
      <button type="button" disabled={reading} onClick={onRead}>
        {reading ? 'Reading …' : 'Read again'}
      </button>
      {children}
    </div>
  );
}

const MODES: readonly [Mode, string][] = [
  ['squeezed', 'to scale, gaps squeezed'],
  ['true', 'true to scale'],
  ['order', 'by order'],
];

function Scale({ strip, mode }: { readonly strip: StripView; readonly mode: Mode }) {
  return <span class="scale">{scaleText(mode, strip.view.value.scale)}</span>;
}

function GoTo({ placeholder }: { readonly placeholder: string }) {
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('at');
        if (typeof text === 'string' && text.trim() !== '') {
          selectKey(text.trim());
          // From here on, keys act on the strip.
          document.querySelector<HTMLElement>('.strip')?.focus();
        }
      }}
    >
      <label>
        Go to <input name="at" data-key="g" placeholder={placeholder} size={18} spellcheck={false} autocomplete="off" />
      </label>
    </form>
  );
}
