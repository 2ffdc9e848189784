/** The one filter of the screen: a text of words, each also a chip that can be removed. */
import { useEffect, useState } from 'preact/hooks';
import { visible } from '../ui/text';
import { change } from './change.browser';
import type { Filter } from './listing/filter';
import { chipsOf, filterText, readFilter } from './listing/filter-text';
import { withFilter } from './space-state';

interface Properties {
  readonly filter: Filter;
  /** The sum of what the filter leaves. */
  readonly sum: string;
}

export function FilterBox({ filter, sum }: Properties) {
  const [text, setText] = useState(() => filterText(filter));
  const written = filterText(filter);
  useEffect(() => {
    setText(before => (filterText(readFilter(before)) === written ? before : written));
  }, [written]);
  const set = (next: Filter) => change(state => withFilter(state, next));
  return (
    <form class="filter" role="search" onSubmit={event => event.preventDefault()}>
      <label>
        Filter{' '}
        <input
          type="search"
          name="filter"
          data-key="/"
          value={text}
          placeholder="?w?? *libc* >10M heap"
          spellcheck={false}
          autocomplete="off"
          onInput={event => {
            setText(event.currentTarget.value);
            set(readFilter(event.currentTarget.value));
          }}
        />
      </label>
      {chipsOf(filter).map(chip => (
        <button key={chip.text} type="button" class="chip" onClick={() => set(chip.without)}>
          <bdi>{visible(chip.text)}</bdi> <span aria-hidden="true">×</span>
          <span class="unseen">, remove</span>
        </button>
      ))}
      <output>{sum}</output>
    </form>
  );
}
