/** Findings under one heading for each severity, worst first. */
import type { ComponentChildren } from 'preact';
import { bands, type Severity } from './severity';

interface Properties<F> {
  readonly findings: readonly F[];
  readonly card: (finding: F) => ComponentChildren;
}

export function Bands<F extends { readonly severity?: Severity }>({ findings, card }: Properties<F>) {
  return bands(findings).map(band => (
    <section key={band.severity} aria-labelledby={`band-${band.severity}`}>
      <h2 id={`band-${band.severity}`}>
        {band.findings.length} {band.severity}
      </h2>
      {band.findings.map(card)}
    </section>
  ));
}
