/** Findings by how severe they are. */
import type { components } from '../api/generated';

export type Finding = components['schemas']['Finding'];
export type FindingOfProcess = components['schemas']['FindingView'];
export type Severity = NonNullable<Finding['severity']>;

/** Severities, worst first. */
export const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

/** Rules with their words, as the filter offers them. */
export const RULES: Readonly<Record<NonNullable<Finding['rule']>, string>> = {
  'writable-executable': 'writable and executable',
  'anonymous-executable': 'executable without a file',
  'executable-stack': 'executable stack',
  'stale-library': 'replaced file',
  'deleted-code': 'deleted file',
  'unpacked-code': 'unpacked code',
  'temporary-code': 'code in a temporary folder',
  'mapping-limit': 'near the mapping limit',
  'memory-limit': 'near a memory limit',
  leak: 'leak',
};

/** The severity that a parameter names; absent if it names none. */
export function severityOf(text: string | undefined): Severity | undefined {
  return SEVERITIES.find(each => each === text);
}

/** Findings of one severity. */
export interface Band<F> {
  readonly severity: Severity;
  readonly findings: readonly F[];
}

/** Findings in bands, worst first; bands without a finding are left out. */
export function bands<F extends { readonly severity?: Severity }>(findings: readonly F[]): readonly Band<F>[] {
  return SEVERITIES.map(severity => ({
    severity,
    findings: findings.filter(each => (each.severity ?? 'low') === severity),
  })).filter(band => band.findings.length > 0);
}

/** The findings in one sentence, worst first. */
export function findingsSentence(findings: readonly { readonly severity?: Severity }[], total: number): string {
  if (total === 0) {
    return 'No finding.';
  }
  const counts = bands(findings).map(band => `${band.findings.length} ${band.severity}`);
  const rest = total - findings.length;
  return `${counts.join(', ')}${rest > 0 ? `, and ${rest} that are not shown yet` : ''}.`;
}
