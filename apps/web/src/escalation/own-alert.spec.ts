import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { patientStatementCodes } from '@evenkeel/escalation-rules';
import { helpFirst, toneOf, viewOf } from './own-alert.js';

const catalogue = (language: string): { statement: Record<string, unknown>; fact: Record<string, unknown> } =>
  JSON.parse(readFileSync(join(import.meta.dirname, `language/${language}.json`), 'utf8'));

describe("the patient's view of an alert", () => {
  const at = '2026-08-19T18:02:00Z';

  it('keeps sent, opened, acknowledged and reached apart', () => {
    const view = viewOf([
      { code: 'opened', at, roles: ['prescriber'] },
      { code: 'saved', at, roles: [] },
      { code: 'sent', at, roles: ['prescriber'] },
      { code: 'sent', at, roles: ['coordinator'] },
      { code: 'opened', at, roles: ['prescriber'] },
    ]);
    expect(view.headline).toEqual({ code: 'opened', at, who: 'prescriber' });
    expect(view.states.map(({ state, facts }) => [state, facts.length])).toEqual([['sent', 2], ['opened', 1], ['acknowledged', 0], ['reached', 0]]);
  });

  it('claims nothing that the server did not say', () => {
    const view = viewOf([]);
    expect(view.headline).toEqual({ code: 'saved', at: null, who: null });
    expect(view.states.every(({ facts }) => facts.length === 0)).toBe(true);
    expect(viewOf([{ code: 'a-new-one', at, roles: ['someone'] }]).headline.code).toBe('saved');
    expect(viewOf([{ code: 'sent', at, roles: ['Dr Lee'] }]).headline.who).toBeNull();
  });

  it('puts help first unless somebody is on it', () => {
    expect(patientStatementCodes.filter((code) => !helpFirst(code))).toEqual(['acknowledged', 'reached', 'help-sent', 'resolved']);
    expect(toneOf('everyone-tried')).toBe('urgent');
  });

  it.each(['en', 'es'])('has words for every sentence in %s', (language) => {
    const { statement, fact } = catalogue(language);
    for (const code of patientStatementCodes) {
      expect(Object.keys(statement)).toContain(code);
      expect(Object.keys(fact)).toContain(code);
    }
  });
});
