/** The dialog that goes anywhere: to a screen, to a process, or to what a key does. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { screenOf } from '../process/place';
import type { Route } from '../route/address';
import { currentRoute, navigate } from '../route/current.browser';
import { keyWords } from '../ui/keys';
import { registered } from '../ui/keys.browser';
import { visible } from '../ui/text';
import { type Command, chosenAfter, found } from './commands';
import { NODE_SCREENS, PROCESS_SCREENS } from './screens';
import { useProcessesFound } from './useProcessesFound.browser';

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const processes = useProcessesFound(text).map(process => ({
    words: `Go to process ${process.pid}`,
    hint: process.name,
    run: () => navigate(screenOf(process, 'space')),
  }));
  const commands = [...found(commandsOf(currentRoute.value), text), ...processes];
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => document.getElementById(`command-${chosen}`)?.scrollIntoView({ block: 'nearest' }), [chosen]);
  const run = (command: Command | undefined) => {
    dialog.current?.close();
    command?.run();
  };
  const pressed = (event: KeyboardEvent) => {
    const next = chosenAfter(event.key, chosen, commands.length);
    if (next !== undefined) {
      setChosen(next);
      event.preventDefault();
    }
  };
  return (
    <dialog ref={dialog} class="palette" aria-label="Go to" onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault();
          run(commands[chosen]);
        }}
      >
        <input
          type="text"
          role="combobox"
          aria-label="Screen, action, pid or name of a process"
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={commands.length === 0 ? undefined : `command-${chosen}`}
          placeholder="screen, action, pid or name"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={event => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={pressed}
        />
      </form>
      <div id="commands" role="listbox" aria-label="Commands">
        {commands.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input hears the keys
          <div
            key={`${command.words} ${command.hint}`}
            id={`command-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => run(command)}
          >
            {command.words} {command.hint === undefined ? null : <bdi class="hint">{visible(command.hint)}</bdi>}
          </div>
        ))}
      </div>
      {commands.length === 0 ? <p class="hint">No match.</p> : null}
    </dialog>
  );
}

/** The screens, and what the keys of the shown screen do. */
function commandsOf(route: Route | undefined): readonly Command[] {
  const process = route?.process;
  const ofProcess =
    process === undefined
      ? []
      : Object.entries(PROCESS_SCREENS).map(([screen, { title }]) => ({
          words: `${title} of this process`,
          run: () => navigate({ screen, process, parameters: {} }),
        }));
  const ofNode = Object.entries(NODE_SCREENS).map(([screen, { title }]) => ({
    words: `Go to ${title}`,
    run: () => navigate({ screen, parameters: {} }),
  }));
  return [
    ...ofProcess,
    ...ofNode,
    ...keyWords(registered.value).map(({ keys, words, run }) => ({ words, hint: keys.join(' '), run })),
  ];
}
