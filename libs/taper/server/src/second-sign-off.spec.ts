import { describe, expect, it } from '@jest/globals';
import type { Finding, GuardRule, SignOff } from '@evenkeel/taper-rules';
import { waitsForColleague } from './second-sign-off.js';

const found = (rule: GuardRule, verdict: Finding['verdict'] = 'block'): Finding => ({ rule, version: 1, verdict, on: null, inputs: {} } as Finding);
const by = (who: string): SignOff => ({ kind: 'second-sign-off', rule: 'dose-raised', ruleVersion: 1, on: null, reason: 'Looked at', by: who, isConfirmedTwice: true });
const waits = (findings: readonly Finding[], signOffs: readonly SignOff[] = [], state: 'draft' | 'checked' = 'checked') => waitsForColleague({ state, findings, signOffs: signOffs as never, author: 'lee' as never });

describe('a plan that waits for a colleague', () => {
  it('is checked, and nothing else is without an answer', () => {
    expect(waits([found('dose-raised')])).toBe(true);
    expect(waits([found('dose-raised'), found('label-maximum')])).toBe(true);
    expect(waits([found('dose-raised')], [], 'draft')).toBe(false);
    expect(waits([])).toBe(false);
    expect(waits([found('dose-raised'), found('ceiling')])).toBe(false);
    expect(waits([found('ceiling')])).toBe(false);
    expect(waits([found('dose-raised'), found('ceiling', 'ok')])).toBe(true);
  });

  it('waits until somebody else than its author signs off', () => {
    expect(waits([found('dose-raised')], [by('lee')])).toBe(true);
    expect(waits([found('dose-raised')], [by('mora')])).toBe(false);
  });
});
