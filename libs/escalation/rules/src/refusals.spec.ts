import { describe, expect, it } from '@jest/globals';
import type { AlertState } from './alert.js';
import type { AlertCommand } from './command.js';
import {
  acknowledgedBy,
  as,
  clinic,
  engagedBy,
  kim,
  lee,
  leftAlone,
  noon,
  opened,
  ortiz,
  rao,
  resolvedBy,
  step,
  stranger,
  tick,
} from './fixtures.js';
import { next } from './next.js';
import { alertRefusals, type AlertRefusalCode } from './step.js';

const notified = leftAlone(opened(), 1).state;
const held = step(notified, acknowledgedBy(lee), noon).state;
const engaged = step(held, engagedBy(lee), noon).state;
const proposed = step(notified, resolvedBy(lee, 'false-trigger'), noon).state;
const resolved = step(engaged, resolvedBy(lee, 'patient-reached'), noon).state;

const stale = (command: AlertCommand, state: AlertState): AlertCommand =>
  'expectedRowVersion' in command ? { ...command, expectedRowVersion: state.rowVersion - 1 } : command;

/** For every code, all the ways to get it that a person or a process can take. */
const examples: Readonly<Record<AlertRefusalCode, readonly (readonly [AlertState, AlertCommand])[]>> = {
  'not-due': [[notified, tick], [held, tick], [engaged, tick]],
  'already-resolved': [
    [resolved, tick],
    [resolved, acknowledgedBy(lee)],
    [resolved, engagedBy(lee)],
    [resolved, resolvedBy(lee, 'duplicate')],
    [resolved, { kind: 'trigger', tier: 'E0' }],
    [resolved, { kind: 'escalate', by: as(lee), asOf: resolved.seq }],
  ],
  'already-acknowledged': [[held, acknowledgedBy(rao)]],
  'already-engaged': [[engaged, acknowledgedBy(rao)], [engaged, engagedBy(lee, 'tried')]],
  'not-acknowledged': [[opened(), engagedBy(lee)], [notified, engagedBy(lee, 'tried')], [leftAlone(opened(), 4).state, engagedBy(lee)]],
  'not-responsible': [
    [notified, { ...acknowledgedBy(lee), by: stranger }],
    [notified, { ...acknowledgedBy(lee), by: { accountId: lee.accountId, role: 'therapist' } }],
    [held, { ...engagedBy(lee), by: stranger }],
    [engaged, { ...resolvedBy(lee, 'patient-reached'), by: stranger }],
    [notified, { kind: 'escalate', by: stranger, asOf: notified.seq }],
  ] as readonly (readonly [AlertState, AlertCommand])[],
  'stale-version': [
    [notified, stale(acknowledgedBy(lee), notified)],
    [held, stale(engagedBy(lee), held)],
    [engaged, stale(resolvedBy(lee, 'patient-reached'), engaged)],
  ],
  'stale-escalation': [[notified, { kind: 'escalate', by: as(kim), asOf: notified.seq - 1 }]],
  'not-reached-yet': [[notified, resolvedBy(lee, 'patient-reached')], [held, resolvedBy(lee, 'patient-reached')]],
  'needs-second-person': [[proposed, resolvedBy(lee, 'false-trigger')], [proposed, resolvedBy(lee, 'duplicate')]],
};

const cases = alertRefusals.flatMap((code) =>
  examples[code].map(([state, command]) => [command.kind, state.status, code, state, command] as const),
);

describe('refusals', () => {
  it.each(cases)('%s when %s: %s', (_kind, _status, code, state, command) => {
    expect(next(state, command, noon, clinic)).toEqual({ kind: 'refused', code, field: null, facts: {} });
  });

  it('lets the holder be engaged and the second person close', () => {
    expect(engaged.status).toBe('engaged');
    expect(step(proposed, resolvedBy(ortiz, 'duplicate'), noon).state.status).toBe('resolved');
  });
});
