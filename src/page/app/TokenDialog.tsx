/** The question for a token, where the service requires one. */
import { useEffect, useRef } from 'preact/hooks';
import { forgetToken, keepToken, token, tokenRequired, tokenWanted } from '../api/token.browser';

export function TokenDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const why = tokenWanted.value;
  useEffect(() => {
    if (why !== undefined) {
      dialog.current?.showModal();
    }
  }, [why]);
  const use = (event: Event) => {
    event.preventDefault();
    const text = input.current?.value.trim() ?? '';
    if (text !== '') {
      keepToken(text);
      // All that was asked without the token is asked again.
      location.reload();
    }
  };
  if (why === undefined) {
    return null;
  }
  return (
    <dialog
      ref={dialog}
      aria-labelledby="token-why"
      onClose={() => {
        tokenWanted.value = undefined;
      }}
    >
      <form onSubmit={use}>
        <p id="token-why" role="alert">
          {why}
        </p>
        <p>The operator of the service has tokens. This tab keeps the token until it is closed, or you forget it.</p>
        <label>
          Token <input ref={input} type="password" autocomplete="off" required />
        </label>{' '}
        <button type="submit">Use token</button>{' '}
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </form>
    </dialog>
  );
}

/** The way to forget the token, or to enter one. */
export function TokenState() {
  if (token.value === undefined) {
    return tokenRequired.value ? (
      <button
        type="button"
        onClick={() => {
          tokenWanted.value = 'This service requires a token.';
        }}
      >
        Enter a token
      </button>
    ) : null;
  }
  return (
    <button
      type="button"
      class="quiet token"
      onClick={() => {
        forgetToken();
        location.reload();
      }}
    >
      Forget token
    </button>
  );
}
