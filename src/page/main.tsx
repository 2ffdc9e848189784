/** The start of the page. */
import { render } from 'preact';
import { App } from './app/App';

const root = document.getElementById('page');
if (root !== null) {
  render(<App />, root);
}
