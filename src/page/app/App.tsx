/** The page: navigation, and the screen of the address. */
import { useEffect } from 'preact/hooks';
import { ProcessFrame } from '../process/ProcessFrame';
import { formatRoute, type Route } from '../route/address';
import { currentRoute } from '../route/current.browser';
import { visible } from '../ui/text';
import { Keys } from './Keys';
import { NODE_SCREENS, PROCESS_SCREENS } from './screens';
import { TokenDialog, TokenState } from './TokenDialog';

export function App() {
  const route = currentRoute.value;
  useEffect(() => {
    document.title = route === undefined ? 'vmascope' : `${titleOf(route)} – vmascope`;
  }, [route]);
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        Skip to the content
      </button>
      <header class="page-head">
        <a class="brand" href="#/processes">
          vmascope
        </a>
        <nav aria-label="Node">
          {Object.entries(NODE_SCREENS).map(([name, { title }]) => (
            <a
              key={name}
              href={formatRoute({ screen: name, parameters: {} })}
              aria-current={route?.process === undefined && route?.screen === name ? 'page' : undefined}
            >
              {title}
            </a>
          ))}
          <a href="swagger-ui.html">API</a>
        </nav>
        <span class="page-tools">
          <Keys />
          <TokenState />
        </span>
      </header>
      <main id="main" tabIndex={-1}>
        <Screen route={route} />
      </main>
      <TokenDialog />
    </>
  );
}

function Screen({ route }: { readonly route: Route | undefined }) {
  const processScreen = named(PROCESS_SCREENS, route?.screen);
  const nodeScreen = named(NODE_SCREENS, route?.screen);
  if (route?.process !== undefined && processScreen !== undefined) {
    return <ProcessFrame route={route} named={route.process} screens={PROCESS_SCREENS} screen={processScreen} />;
  }
  if (route !== undefined && route.process === undefined && nodeScreen !== undefined) {
    return <nodeScreen.component route={route} />;
  }
  return (
    <>
      <h1>This address is not understood</h1>
      <p>
        No screen has the address <code>{visible(location.hash)}</code>. <a href="#/processes">All processes</a>
      </p>
    </>
  );
}

/** The entry of a name that came from an address: `constructor` is none. */
function named<T>(entries: Readonly<Record<string, T>>, name: string | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(entries, name) ? entries[name] : undefined;
}

function titleOf(route: Route): string {
  const screens = route.process === undefined ? NODE_SCREENS : PROCESS_SCREENS;
  const title = named<{ title: string }>(screens, route.screen)?.title ?? 'Not understood';
  return route.process === undefined ? title : `${title} of ${route.process.pid}`;
}

/** Moves the focus: a jump by address would change the route. */
function skip() {
  document.getElementById('main')?.focus();
}
