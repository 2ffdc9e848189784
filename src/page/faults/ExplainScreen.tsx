/** The box for whatever a crash left behind, its explanation, and the faults that the kernel logged. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { curl, curlText } from '../api/client.browser';
import type { Route } from '../route/address';
import { adjust, withParameters } from '../route/current.browser';
import { CopyButton } from '../ui/CopyButton';
import { ProblemNote } from '../ui/ProblemNote';
import { AddressAnswer } from './AddressAnswer';
import { type Explained, explain } from './explain.browser';
import { FaultList } from './FaultList';
import { ListingAnswer } from './ListingAnswer';
import { LogAnswer } from './LogAnswer';
import { ProcessChoice } from './ProcessChoice';
import { recognise } from './pasted';

export function ExplainScreen({ route }: { readonly route: Route }) {
  const { pid = '' } = route.parameters;
  const text = useRef<HTMLTextAreaElement>(null);
  const asked = useRef<AbortController>(undefined);
  const [explained, setExplained] = useState<Explained | 'reading'>();
  useEffect(() => () => asked.current?.abort(), []);
  const ask = async () => {
    asked.current?.abort();
    const abort = new AbortController();
    asked.current = abort;
    setExplained('reading');
    try {
      setExplained(await explain(text.current?.value ?? '', pid, abort.signal));
    } catch (failure) {
      if (!abort.signal.aborted) {
        throw failure;
      }
    }
  };
  return (
    <>
      <h1>Explain</h1>
      <form
        onSubmit={event => {
          event.preventDefault();
          void ask();
        }}
      >
        <label for="pasted">An address, a line of the kernel log, a listing of mappings, or a crash log</label>
        <textarea
          id="pasted"
          ref={text}
          rows={6}
          spellcheck={false}
          autocomplete="off"
          data-key="/"
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              void ask();
            }
          }}
        />
        <div class="controls">
          <ProcessChoice pid={pid} onChoice={chosen => adjust(withParameters(route, { pid: chosen }))} />
          <button type="submit">Explain</button>
          <CopyButton label="Copy as curl" text={() => command(text.current?.value ?? '', pid)} />
        </div>
      </form>
      <p class="hint">
        The text goes to this service alone, and is not kept. Known listings: maps and smaps, pmap, gdb, lldb, hs_err of
        a JVM, crash reports of glibc, sanitizers and Android.
      </p>
      <p class="unseen" role="status">
        {explained === undefined ? '' : explained === 'reading' ? 'Reading' : 'The answer follows.'}
      </p>
      <Answer explained={explained} />
      <FaultList />
    </>
  );
}

/** The first question as a command line. The text itself comes from standard input: it may hold secrets. */
function command(text: string, pid: string): string {
  const pasted = recognise(text);
  if (pasted.kind === 'address') {
    return curl(`/api/processes/${pid === '' ? 'PID' : encodeURIComponent(pid)}/maps/${pasted.address}`);
  }
  return pasted.kind === 'text' && pasted.readings[0] === 'listing'
    ? curlText('/api/address-spaces')
    : curlText('/api/faults/explain', pid === '' ? {} : { pid });
}

function Answer({ explained }: { readonly explained: Explained | 'reading' | undefined }) {
  if (explained === undefined) {
    return null;
  }
  if (explained === 'reading') {
    return <p class="waiting">Reading …</p>;
  }
  switch (explained.kind) {
    case 'nothing':
      return <p>The box is empty.</p>;
    case 'process-wanted':
      return (
        <p class="lead">
          {explained.address} means something in one process only: write its pid below the box, then explain again.
        </p>
      );
    case 'problem':
      return <ProblemNote problem={explained.problem} />;
    case 'address':
      return <AddressAnswer {...explained} />;
    case 'log':
      return <LogAnswer {...explained} />;
    case 'listing':
      return <ListingAnswer answer={explained.answer} />;
  }
}
