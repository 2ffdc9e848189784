// Read before Swagger UI starts. Where the service wants a token, the description of the API wants one too: this asks for it,
// keeps it as long as the tab is open, and sends it with every request to this service that has no other.
const vmascopeToken = (() => {
  const KEY = 'vmascope-token';

  const ask = () => {
    if (document.querySelector('dialog')) {
      return;
    }
    const dialog = document.createElement('dialog');
    const form = document.createElement('form');
    form.method = 'dialog';
    const label = document.createElement('label');
    label.textContent = 'This service answers to those who have a token. ';
    const input = document.createElement('input');
    input.type = 'password';
    input.autocomplete = 'off';
    input.required = true;
    input.ariaLabel = 'Token';
    const button = document.createElement('button');
    button.textContent = 'Use it';
    label.append(input);
    form.append(label, ' ', button);
    form.addEventListener('submit', event => {
      event.preventDefault();
      sessionStorage.setItem(KEY, input.value.trim());
      location.reload();
    });
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  };

  return {
    send: request => {
      const token = sessionStorage.getItem(KEY);
      const here = new URL(request.url, location.href).origin === location.origin;
      if (token && here && !request.headers?.Authorization) {
        request.headers = {...request.headers, Authorization: `Bearer ${token}`};
      }
      return request;
    },
    askIfRefused: response => {
      if (response.status === 401 && new URL(response.url, location.href).pathname.includes('/v3/api-docs')) {
        sessionStorage.removeItem(KEY);
        ask();
      }
      return response;
    },
  };
})();

