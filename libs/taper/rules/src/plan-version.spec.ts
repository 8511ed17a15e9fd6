import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import type { Finding } from './finding.js';
import { planDifference } from './plan-difference.js';
import { nextVersion, undoMilliseconds, versionStates, type PlanVersion, type VersionCommand, type VersionState } from './plan-version.js';
import type { GradualPhase } from './plan.js';
import { day, plan, scheduled } from './fixtures.js';
import { checkSignOff, openFindings, type SignOff } from './sign-off.js';

const version = (more: Partial<PlanVersion> = {}): PlanVersion => ({
  number: 1, basedOn: null, state: 'draft', author: 'lee', reason: 'First plan', startsOn: '2027-01-04', findings: [], signOffs: [],
  signedBy: null, signedAt: null, heldAt: null, heldBy: null, ended: null, ...more,
});
const finding = (more: Partial<Finding> = {}): Finding => ({ verdict: 'block', rule: 'ceiling', version: 1, source: '', on: '2027-02-01', inputs: {}, ...more });
const signOff = (more: Partial<SignOff> = {}): SignOff =>
  ({ kind: 'override', rule: 'ceiling', ruleVersion: 1, on: '2027-02-01', reason: 'Short use, low dose', by: 'lee', isConfirmedTwice: true, ...more });
const sign = (others: readonly PlanVersion[] = [], today = '2027-01-01'): VersionCommand => ({ kind: 'sign', by: 'prescriber', account: 'lee', at: 1, today, others });
const commands: Record<VersionCommand['kind'], VersionCommand> = {
  edit: { kind: 'edit', by: 'prescriber' }, check: { kind: 'check', by: 'prescriber', findings: [] }, ease: { kind: 'ease', by: 'prescriber', signOff: signOff() }, sign: sign(),
  activate: { kind: 'activate', by: 'calendar', today: '2027-01-04', others: [] }, hold: { kind: 'hold', by: 'patient', at: 1000 }, resume: { kind: 'resume', by: 'prescriber', at: 2000 },
  complete: { kind: 'complete', by: 'calendar', as: 'zero' }, replace: { kind: 'replace', by: 'calendar' }, stop: { kind: 'stop', by: 'prescriber' },
};

describe('the life of a version', () => {
  const allowed: Record<VersionState, Partial<Record<VersionCommand['kind'], VersionState>>> = {
    draft: { edit: 'draft', check: 'checked', ease: 'draft' },
    checked: { edit: 'draft', check: 'checked', ease: 'checked', sign: 'signed' },
    signed: { activate: 'active', replace: 'stopped', stop: 'stopped' },
    active: { hold: 'held', complete: 'completed', replace: 'stopped', stop: 'stopped' },
    held: { resume: 'active', replace: 'stopped', stop: 'stopped' },
    completed: {},
    stopped: {},
  };
  it.each(versionStates.flatMap((state) => Object.values(commands).map((command) => [state, command.kind] as const)))('%s, %s', (state, kind) => {
    const next = nextVersion(version({ state }), commands[kind]);
    const expected = allowed[state][kind];
    expect(isRefusal(next) ? next.code : next.state).toBe(expected ?? 'not-in-this-state');
  });

  it('forgets what was eased when the plan is edited', () => {
    expect(nextVersion(version({ state: 'checked', findings: [finding()], signOffs: [signOff()] }), commands.edit)).toMatchObject({ state: 'draft', findings: [], signOffs: [] });
  });

  it('stamps who signed and every override', () => {
    const ready = version({ state: 'checked', findings: [finding()], signOffs: [signOff()] });
    expect(nextVersion(ready, sign())).toMatchObject({ state: 'signed', signedBy: 'lee', signedAt: 1, signOffs: [{ rule: 'ceiling', reason: 'Short use, low dose' }] });
  });

  it.each<[string, Partial<PlanVersion>, readonly PlanVersion[], string, object]>([
    ['with a block', { findings: [finding()] }, [], '2027-01-01', { code: 'findings-open', field: 'findings', facts: { rule: 'ceiling', on: '2027-02-01' } }],
    ['with a warning that nobody gave a reason for', { findings: [finding({ verdict: 'warn', rule: 'step-over-10-percent' })] }, [], '2027-01-01', { code: 'findings-open' }],
    ['without a reason', { reason: ' ' }, [], '2027-01-01', { code: 'reason-missing', field: 'reason' }],
    ['for yesterday', {}, [], '2027-01-05', { code: 'in-the-past', field: 'startsOn' }],
    ['beside one that waits', {}, [version({ number: 2, state: 'signed' })], '2027-01-01', { code: 'versions-overlap', field: 'startsOn', facts: { version: 2 } }],
    ['based on an older one than runs', { basedOn: 1 }, [version({ number: 2, state: 'active' })], '2027-01-01', { code: 'based-on-an-old-version', field: 'basedOn', facts: { active: 2 } }],
    ['before the one that runs began', { basedOn: 2 }, [version({ number: 2, state: 'held', startsOn: '2027-01-05' })], '2027-01-01', { code: 'versions-overlap', field: 'startsOn' }],
  ])('is not signed %s', (_, more, others, today, refusal) => { expect(nextVersion(version({ state: 'checked', ...more }), sign(others, today))).toMatchObject(refusal); });

  it('is signed for today', () => { expect(nextVersion(version({ state: 'checked' }), sign([], '2027-01-04'))).toMatchObject({ state: 'signed' }); });

  it('informs without asking for anything', () => {
    expect(nextVersion(version({ state: 'checked', findings: [finding({ verdict: 'inform' }), finding({ verdict: 'ok' })] }), sign())).toMatchObject({ state: 'signed' });
  });

  it('begins on its date, alone', () => {
    expect(nextVersion(version({ state: 'signed' }), { kind: 'activate', by: 'calendar', today: '2027-01-03', others: [] })).toMatchObject({ code: 'not-yet', field: 'startsOn' });
    expect(nextVersion(version({ state: 'signed' }), { kind: 'activate', by: 'calendar', today: '2027-01-04', others: [version({ state: 'held' })] })).toMatchObject({ code: 'another-is-active' });
  });

  it('a patient takes the own hold back for ten minutes, later and from others only a prescriber does', () => {
    const held = nextVersion(version({ state: 'active' }), commands.hold);
    if (isRefusal(held)) throw new Error(held.code);
    const resume = (of: PlanVersion, at: number) => nextVersion(of, { kind: 'resume', by: 'patient', at });
    expect(resume(held, 1000 + undoMilliseconds)).toMatchObject({ state: 'active', heldAt: null, heldBy: null });
    expect(resume(held, 1001 + undoMilliseconds)).toMatchObject({ code: 'prescriber-resumes' });
    expect(resume({ ...held, heldBy: 'prescriber' }, 1001)).toMatchObject({ code: 'prescriber-resumes' });
    expect(nextVersion(held, { kind: 'resume', by: 'prescriber', at: 9_000_000 })).toMatchObject({ state: 'active' });
  });

  it('ends at zero, in maintenance, replaced or stopped, and says which', () => {
    expect(nextVersion(version({ state: 'active' }), { kind: 'complete', by: 'calendar', as: 'maintenance' })).toMatchObject({ state: 'completed', ended: 'maintenance' });
    expect(nextVersion(version({ state: 'held' }), commands.replace)).toMatchObject({ state: 'stopped', ended: 'replaced' });
    expect(nextVersion(version({ state: 'held' }), commands.stop)).toMatchObject({ state: 'stopped', ended: 'stopped-by-prescriber' });
  });
});

describe('a refusal and what it names', () => {
  const refused = (of: Partial<PlanVersion>, command: VersionCommand) => {
    const next = nextVersion(version(of), command);
    return isRefusal(next) ? { code: next.code, field: next.field, facts: next.facts } : next.state;
  };
  it.each<[string, Partial<PlanVersion>, VersionCommand, object | VersionState]>([
    ['a command of another state', { state: 'stopped' }, commands.hold, { code: 'not-in-this-state', field: 'state', facts: { state: 'stopped', command: 'hold' } }],
    ['a start that has not come', { state: 'signed' }, { kind: 'activate', by: 'calendar', today: '2027-01-03', others: [] }, { code: 'not-yet', field: 'startsOn', facts: { startsOn: '2027-01-04' } }],
    ['another that runs', { state: 'signed' }, { kind: 'activate', by: 'calendar', today: '2027-01-04', others: [version({ state: 'active' })] }, { code: 'another-is-active', field: 'number', facts: {} }],
    ['others that have ended', { state: 'signed' }, { kind: 'activate', by: 'calendar', today: '2027-01-04', others: [version({ state: 'stopped' }), version({ state: 'completed' })] }, 'active'],
    ['a hold of somebody else', { state: 'held', heldBy: 'prescriber', heldAt: 1 }, { kind: 'resume', by: 'patient', at: 2 }, { code: 'prescriber-resumes', field: 'state', facts: {} }],
    ['a hold of which nobody knows when it began', { state: 'held', heldBy: 'patient', heldAt: null }, { kind: 'resume', by: 'patient', at: 2 }, { code: 'prescriber-resumes', field: 'state', facts: {} }],
    ['a reason of two letters and spaces', { state: 'checked', reason: ' ab ' }, sign(), { code: 'reason-missing', field: 'reason', facts: {} }],
    ['a reason of three letters', { state: 'checked', reason: 'abc' }, sign(), 'signed'],
    ['a start in the past', { state: 'checked' }, sign([], '2027-01-05'), { code: 'in-the-past', field: 'startsOn', facts: { today: '2027-01-05' } }],
    ['a finding about the whole plan', { state: 'checked', findings: [finding({ rule: 'under-18', on: null })] }, sign(), { code: 'findings-open', field: 'findings', facts: { rule: 'under-18' } }],
    ['one that ended, or was never signed, beside it', { state: 'checked' }, sign([version({ number: 2, state: 'stopped' }), version({ number: 3, state: 'draft' })]), 'signed'],
    ['the day on which the one that runs began', { state: 'checked', basedOn: 2 }, sign([version({ number: 2, state: 'active' })]), 'signed'],
    ['a day after that', { state: 'checked', basedOn: 2 }, sign([version({ number: 2, state: 'active', startsOn: '2026-12-01' })]), 'signed'],
    ['a day before that', { state: 'checked', basedOn: 2 }, sign([version({ number: 2, state: 'active', startsOn: '2027-01-05' })]), { code: 'versions-overlap', field: 'startsOn', facts: { version: 2, startsOn: '2027-01-05' } }],
  ])('%s', (_, of, command, expected) => { expect(refused(of, command)).toEqual(expected); });

  it('what was eased stays when more is eased', () => {
    const second = signOff({ rule: 'final-stop' });
    expect(nextVersion(version({ state: 'checked', signOffs: [signOff()] }), { kind: 'ease', by: 'prescriber', signOff: second })).toMatchObject({ state: 'checked', signOffs: [signOff(), second] });
  });
});

describe('what eases a finding', () => {
  it.each<[string, Partial<SignOff>, string | null]>([
    ['an override with reason, confirmed twice', {}, null],
    ['without a reason', { reason: '  ' }, 'reason-missing at reason'],
    ['confirmed once', { isConfirmedTwice: false }, 'not-confirmed-twice at isConfirmedTwice'],
    ['a reason where an override is asked', { kind: 'reason' }, 'wrong-kind at kind'],
    ['a hold', { rule: 'active-hold' }, 'cannot-be-eased at rule'],
    ['a second sign-off by the author', { rule: 'dose-raised', kind: 'second-sign-off' }, 'same-person at by'],
    ['a second sign-off by somebody else', { rule: 'dose-raised', kind: 'second-sign-off', by: 'mora' }, null],
    ['a reason needs one look', { rule: 'step-over-10-percent', kind: 'reason', isConfirmedTwice: false }, null],
  ])('%s', (_, more, expected) => {
    const refusal = checkSignOff(signOff(more), 'lee');
    expect(refusal === null ? null : `${refusal.code} at ${refusal.field}`).toBe(expected);
  });

  it.each<[string, Partial<SignOff>, number]>([
    ['the same step', {}, 0], ['another step', { on: '2027-02-02' }, 1], ['another version of the rule', { ruleVersion: 2 }, 1], ['another rule', { rule: 'final-stop' }, 1], ['all steps at once, which an override may not', { on: null }, 1], ['a sign-off that does not hold itself', { isConfirmedTwice: false }, 1],
  ])('an override of %s', (_, more, open) => { expect(openFindings([finding()], [signOff(more)], 'lee')).toHaveLength(open); });

  it('names the kind that is asked, takes three letters for a reason, and no spaces', () => {
    expect(checkSignOff(signOff({ kind: 'reason' }), 'lee')).toMatchObject({ facts: { asked: 'override' } });
    expect(checkSignOff(signOff({ reason: 'abc' }), 'lee')).toBeNull();
    expect(checkSignOff(signOff({ reason: ' ab ' }), 'lee')).toMatchObject({ code: 'reason-missing' });
  });

  it('a reason for one step is none for another', () => {
    const warning = finding({ verdict: 'warn', rule: 'step-over-10-percent' });
    expect(openFindings([warning], [signOff({ kind: 'reason', rule: 'step-over-10-percent', on: '2027-03-01' })], 'lee')).toEqual([warning]);
    expect(openFindings([warning], [signOff({ kind: 'reason', rule: 'step-over-10-percent' })], 'lee')).toEqual([]);
  });

  it('one reason may stand for all steps of a rule', () => {
    const steps = ['2027-02-01', '2027-03-01'].map((on) => finding({ verdict: 'warn', rule: 'step-over-10-percent', on }));
    expect(openFindings(steps, [signOff({ kind: 'reason', rule: 'step-over-10-percent', on: null })], 'lee')).toEqual([]);
  });
});

describe('the difference between two versions', () => {
  const gradual: GradualPhase = { method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 14, waitDays: 14, untilUg: 750, from: 'evenly' };
  const side = (of: ReturnType<typeof plan>) => ({ plan: of, schedule: scheduled(of) });
  const old = side(plan({ phases: [gradual, { method: 'maintenance', reviewEveryDays: 90 }] }));

  it('is empty for the same plan', () => {
    expect(planDifference(old, side(structuredClone(old.plan)), '2027-01-01')).toEqual({ days: [], phases: [], products: { added: [], removed: [] }, equivalenceChanged: false, endsOn: null });
  });

  it('names days, phases, products and the end', () => {
    const slower = side(plan({ products: ['clonazepam-odt-125', 'clonazepam-tablet-500'], phases: [{ ...gradual, everyDays: 21 }, { method: 'hold', days: 7 }, { method: 'maintenance', reviewEveryDays: 90 }] }));
    const before = day({ clonazepam: { night: 750 } });
    expect(planDifference(old, slower, '2027-01-01')).toMatchObject({
      days: [{ from: '2027-02-01', to: '2027-02-08', before, after: day({ clonazepam: { night: 875 } }) }],
      phases: [{ place: 0, kind: 'changed', fields: ['everyDays'] }, { place: 1, kind: 'changed' }, { place: 2, kind: 'added', before: null }],
      products: { added: ['clonazepam-odt-125'], removed: [] }, equivalenceChanged: false, endsOn: { before: '2027-02-01', after: '2027-02-15' },
    });
  });

  it('says nothing of what lies behind, and leaves the end open where doses differ for good', () => {
    const higher = side(plan({ phases: [{ ...gradual, untilUg: 875 }, { method: 'maintenance', reviewEveryDays: 90 }] }));
    expect(planDifference(old, higher, '2027-06-01').days).toEqual([{ from: '2027-06-01', to: null, before: day({ clonazepam: { night: 750 } }), after: day({ clonazepam: { night: 875 } }) }]);
  });
});
