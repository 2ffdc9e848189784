/** A button that copies a text, and says whether that worked. */
import { useEffect, useState } from 'preact/hooks';

interface Properties {
  /** The words on the button. */
  readonly label: string;
  /** The text, made when the button is pressed. */
  readonly text: () => string;
}

const SECONDS = 4;

export function CopyButton({ label, text }: Properties) {
  const [status, setStatus] = useState('');
  useEffect(() => {
    if (status === '') {
      return;
    }
    const timer = setTimeout(() => setStatus(''), SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [status]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setStatus('copied');
    } catch {
      setStatus('the browser did not allow it');
    }
  };
  return (
    <span class="copy">
      <button type="button" class="quiet" onClick={() => void copy()}>
        {label}
      </button>{' '}
      <span role="status" class="hint">
        {status}
      </span>
    </span>
  );
}
