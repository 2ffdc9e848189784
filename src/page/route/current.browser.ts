/** The address that the browser shows, as a signal. */
import { signal } from '@preact/signals';
import { formatRoute, parseRoute, type Route } from './address';

/** The route of the address; absent if the address cannot be understood. */
export const currentRoute = signal<Route | undefined>(parseRoute(location.hash));

const read = () => {
  currentRoute.value = parseRoute(location.hash);
};
addEventListener('popstate', read);
addEventListener('hashchange', read);

/** Goes to another screen or selection: Back leads here again. */
export function navigate(route: Route): void {
  history.pushState(null, '', formatRoute(route));
  currentRoute.value = route;
}

/** Changes the address without a new entry in the history, as for a zoom. */
export function adjust(route: Route): void {
  history.replaceState(null, '', formatRoute(route));
  currentRoute.value = route;
}

/** The route with other parameters; an empty one is left out. */
export function withParameters(route: Route, changes: Readonly<Record<string, string>>): Route {
  const parameters = Object.entries({ ...route.parameters, ...changes }).filter(([, value]) => value !== '');
  return { ...route, parameters: Object.fromEntries(parameters) };
}
