import { expect, it } from '@jest/globals';
import { groupsOf } from './finding-groups.js';
import type { PanelFinding } from './plan-data.js';

const finding = (rule: PanelFinding['rule'], verdict: PanelFinding['verdict'], on: string | null, isOpen: boolean | null = null): PanelFinding => ({ rule, verdict, on, isOpen, version: 1, source: 's', eased: 'reason', inputs: {} });

it('findings stand by rule, what blocks first, each rule in the order of dates', () => {
  const groups = groupsOf([
    finding('settling-time', 'ok', null), finding('step-over-10-percent', 'warn', '2027-03-01', false), finding('liver-disease', 'inform', null),
    finding('step-over-10-percent', 'warn', '2027-02-01', true), finding('ceiling', 'block', '2027-02-01', true),
  ]);
  expect(groups.map(({ rule, findings }) => [rule, findings.map(({ on }) => on)])).toEqual([
    ['ceiling', ['2027-02-01']], ['step-over-10-percent', ['2027-02-01', '2027-03-01']], ['liver-disease', [null]], ['settling-time', [null]],
  ]);
  expect(groups[1]?.first?.on).toBe('2027-02-01');
  expect(groupsOf([])).toEqual([]);
});
