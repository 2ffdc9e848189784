import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bands, findingsSentence, RULES, SEVERITIES, severityOf } from './severity';

const finding = fc.record({ severity: fc.constantFrom(...SEVERITIES), pid: fc.nat() });

describe('findings', () => {
  it('are in exactly one band each, worst first', () => {
    fc.assert(
      fc.property(fc.array(finding), findings => {
        const told = bands(findings);
        expect(told.flatMap(band => band.findings)).toHaveLength(findings.length);
        const order = told.map(band => SEVERITIES.indexOf(band.severity));
        expect(order).toEqual(order.toSorted());
        expect(told.every(band => band.findings.every(each => each.severity === band.severity))).toBe(true);
      }),
    );
    expect(bands([{}])).toEqual([{ severity: 'low', findings: [{}] }]);
  });

  it('are counted in one sentence', () => {
    expect(findingsSentence([], 0)).toBe('No finding.');
    expect(findingsSentence([{ severity: 'low' }, { severity: 'high' }], 2)).toBe('1 high, 1 low.');
    expect(findingsSentence([{ severity: 'medium' }], 40)).toBe('1 medium, and 39 that are not shown yet.');
  });

  it('have severities and rules that the API knows', () => {
    expect(severityOf('high')).toBe('high');
    expect(severityOf('worst')).toBeUndefined();
    expect(severityOf(undefined)).toBeUndefined();
    expect(Object.keys(RULES)).toContain('leak');
  });
});
