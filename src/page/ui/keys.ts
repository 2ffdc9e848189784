/** The keys of the page: which press means which action. */

/** An action with the words that say what it does. */
export type Action = readonly [words: string, run: () => void];

/** Actions by their keys: `g`, `?`, `ArrowDown`, or `Ctrl+K`. */
export type Keys = Readonly<Record<string, Action>>;

/** A press of a key, and where it happened. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  /** Whether the key for a third character is held, which some systems report as Ctrl and Alt. */
  readonly altGraph: boolean;
  readonly metaKey: boolean;
  /** Whether the key writes, or chooses, in the element that has the focus. */
  readonly writes: boolean;
}

/**
 * The name of a press as {@link Keys} has it; absent if the press belongs to the browser or to a text.
 *
 * @param single whether keys without Ctrl count
 */
export function keyName(press: Press, single: boolean): string | undefined {
  if (press.altGraph) {
    return single && !press.writes ? press.key : undefined;
  }
  if (press.altKey) {
    return undefined;
  }
  if (press.ctrlKey || press.metaKey) {
    return press.key.length === 1 ? `Ctrl+${press.key.toUpperCase()}` : undefined;
  }
  return single && !press.writes ? press.key : undefined;
}

/** The action of a key. Where several screens have the key, the newest one has it. */
export function actionOf(registered: readonly Keys[], name: string): Action | undefined {
  return registered.findLast(keys => Object.hasOwn(keys, name))?.[name];
}

/** An action with all keys for it, as people see them. */
export interface KeyWords {
  readonly keys: readonly string[];
  readonly words: string;
  readonly run: () => void;
}

const CAPS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
};

/** All actions that keys have now, those of the newest screens first; each key stands once. */
export function keyWords(registered: readonly Keys[]): readonly KeyWords[] {
  const seen = new Set<string>();
  const actions = new Map<string, { keys: string[]; words: string; run: () => void }>();
  for (const keys of registered.toReversed()) {
    for (const [key, [words, run]] of Object.entries(keys).filter(([key]) => !seen.has(key))) {
      seen.add(key);
      const action = actions.get(words) ?? { keys: [], words, run };
      action.keys.push(CAPS[key] ?? key);
      actions.set(words, action);
    }
  }
  return [...actions.values()];
}

/** Kinds of inputs in which letters write nothing. */
const WITHOUT_TEXT = ['checkbox', 'radio', 'button', 'submit', 'reset'];

/** Whether letters mean something in an element: texts, and lists that jump to what is typed. */
export function writesIn(element: { tagName: string; type?: unknown; isContentEditable?: unknown }): boolean {
  const tag = element.tagName.toLowerCase();
  if (tag === 'input') {
    return !WITHOUT_TEXT.includes(String(element.type));
  }
  return tag === 'textarea' || tag === 'select' || element.isContentEditable === true;
}
