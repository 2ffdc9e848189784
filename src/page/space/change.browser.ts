/** Changes of the state that the address of the page has. */
import { adjust, currentRoute, navigate } from '../route/current.browser';
import { readState, type SpaceState, writeState } from './space-state';

/** Selections that follow each other faster are one step of the history. */
const STEP_MILLIS = 1500;

let lastStep = 0;

/** Changes the state; Back does not lead before it. */
export function change(update: (state: SpaceState) => SpaceState): void {
  put(update, adjust);
}

/** Changes the state as a step that Back undoes, unless it follows another one at once. */
export function step(update: (state: SpaceState) => SpaceState): void {
  const now = performance.now();
  put(update, now - lastStep > STEP_MILLIS ? navigate : adjust);
  lastStep = now;
}

function put(update: (state: SpaceState) => SpaceState, go: typeof adjust): void {
  const route = currentRoute.value;
  if (route !== undefined) {
    go({ ...route, parameters: writeState(update(readState(route.parameters))) });
  }
}

/** Selects a mapping by its name in addresses. */
export function selectKey(at: string): void {
  step(state => ({ ...state, at }));
}
