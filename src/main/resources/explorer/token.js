// Read before Swagger UI starts. Where the service requires a token, this asks for it and says why, keeps it as long as the tab
// is open or until it is forgotten, and sends it with every request to this service that has no other.
const vmascopeToken = (() => {
  const KEY = 'vmascope-token';
  let sent = false;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const forget = () => {
    sessionStorage.removeItem(KEY);
    location.reload();
  };

  const ask = why => {
    document.querySelector('dialog')?.remove();
    const input = element('input', {type: 'password', autocomplete: 'off', required: true, ariaLabel: 'Token'});
    const use = event => {
      event.preventDefault();
      sessionStorage.setItem(KEY, input.value.trim());
      location.reload();
    };
    const dialog = element(
      'dialog',
      {},
      element(
        'form',
        {method: 'dialog', onsubmit: use},
        element('p', {role: 'alert'}, why),
        element('p', {}, 'Whoever runs the service has tokens. This tab keeps the token until it is closed, or you forget it.'),
        input,
        ' ',
        element('button', {}, 'Use it'),
        ' ',
        element('button', {type: 'button', onclick: () => dialog.remove()}, 'Cancel'),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  };

  // The line above the page while a token is kept: what the last refusal was about, and a way to get rid of the token.
  const show = message => {
    document.querySelector('#token')?.remove();
    document.body.prepend(
      element(
        'div',
        {id: 'token', style: 'padding: 6px 20px; background: #fff3cd; color: #222; font: 14px sans-serif'},
        element('span', {role: 'status'}, message),
        ' ',
        element('button', {type: 'button', onclick: () => ask('Enter another token.')}, 'Use another'),
        ' ',
        element('button', {type: 'button', onclick: forget}, 'Forget it'),
      ),
    );
  };

  // The problem in an answer; nothing if there is none.
  const problem = response => {
    try {
      return JSON.parse(response.text ?? response.data) ?? {};
    } catch {
      return {};
    }
  };

  return {
    send: request => {
      const token = sessionStorage.getItem(KEY);
      const here = new URL(request.url, location.href).origin === location.origin;
      if (token && here && !request.headers?.Authorization) {
        request.headers = {...request.headers, Authorization: `Bearer ${token}`};
      }
      sent = Boolean(request.headers?.Authorization);
      return request;
    },
    explain: response => {
      if (response.status === 401) {
        sessionStorage.removeItem(KEY);
        document.querySelector('#token')?.remove();
        ask(
          sent
            ? 'The service does not accept this token: it is unknown, or no longer valid.'
            : 'This service requires a token.',
        );
      } else if (response.status === 403 && problem(response).scope) {
        show(`The token is valid, but lacks the scope ${problem(response).scope}.`);
      } else if (response.status === 403 && new URL(response.url, location.href).pathname.includes('/v3/api-docs')) {
        ask('The token is valid, but has no scope of this service.');
      }
      return response;
    },
    start: () => {
      if (sessionStorage.getItem(KEY)) {
        show('Requests are sent with your token.');
      }
    },
  };
})();

