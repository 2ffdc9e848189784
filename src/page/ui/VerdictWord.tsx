/** A verdict on growth: a sign and the word. */

const SIGNS: Readonly<Record<string, string>> = {
  leaking: '▲▲',
  growing: '▲',
  shrinking: '▼',
  steady: '=',
  unknown: '?',
};

export function VerdictWord({ verdict }: { readonly verdict: string }) {
  return (
    <span class={`verdict ${verdict}`}>
      <span aria-hidden="true">{SIGNS[verdict]} </span>
      {verdict}
    </span>
  );
}
