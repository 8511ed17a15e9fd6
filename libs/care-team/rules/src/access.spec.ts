import { describe, expect, it } from '@jest/globals';
import { asId, roles, type AccountId, type Role, type StaffRole } from '@evenkeel/kernel';
import fc from 'fast-check';
import { type Emergency, grantsOf, mayChangeOn, mayRead, namedForHoursAfter, type Naming, type Reading } from './access.js';
import { categories, consentCategories, isConsentCategory, liveConsent, liveMembership, teamRoles, type Category, type Consent, type Membership } from './consent.js';
import { inEmergency, printReach, reach, whileNamed } from './reach.js';
import { isVerb, may, printVerbs, verbs } from './verbs.js';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const patientId = asId<'Patient'>('Patient', uuid(1));
const otherPatient = asId<'Patient'>('Patient', uuid(2));
const accountId = asId<'Account'>('Account', uuid(3));
const otherAccount = asId<'Account'>('Account', uuid(4));
const hour = 3_600_000;

const membership = (more: Partial<Membership> = {}): Membership => ({ id: asId('Membership', uuid(10)), patientId, accountId, role: 'prescriber', startsAt: 100, endsAt: null, ...more });
const consent = (more: Partial<Consent> = {}): Consent => ({
  id: asId('Consent', uuid(20)),
  patientId,
  recipient: { kind: 'role', role: 'prescriber' },
  categories: consentCategories,
  purposes: ['treatment'],
  startsAt: 100,
  expiresAt: 1000,
  revokedAt: null,
  ...more,
});
const reading = (more: Partial<Reading> = {}): Reading => ({
  role: 'prescriber',
  accountId,
  ownPatientId: null,
  patientId,
  category: 'symptom_scores',
  memberships: [membership()],
  consents: [consent()],
  now: 500,
  ...more,
});

describe('the decision table', () => {
  it('is this', () => {
    expect(printReach()).toMatchInlineSnapshot(`
"patient: taper_plan=self doses=self symptom_scores=self free_text=self therapy_tasks=self therapy_notes=none crisis_alerts=self identity_contacts=self alert_head=self schedule=self team=self recent_scores=none
prescriber: taper_plan=team+consent doses=team+consent symptom_scores=team+consent free_text=team+consent therapy_tasks=team+consent therapy_notes=none crisis_alerts=team+consent identity_contacts=team+consent alert_head=team+consent schedule=team team=team recent_scores=none
therapist: taper_plan=team+consent doses=team+consent symptom_scores=team+consent free_text=team+consent therapy_tasks=team+consent therapy_notes=team+consent crisis_alerts=team+consent identity_contacts=none alert_head=team+consent schedule=team team=team recent_scores=none
coordinator: taper_plan=team+consent doses=none symptom_scores=none free_text=none therapy_tasks=none therapy_notes=none crisis_alerts=none identity_contacts=team+consent alert_head=team+consent schedule=team team=team recent_scores=none
safety-lead: taper_plan=none doses=none symptom_scores=none free_text=none therapy_tasks=none therapy_notes=none crisis_alerts=none identity_contacts=none alert_head=none schedule=none team=none recent_scores=none
administrator: taper_plan=none doses=none symptom_scores=none free_text=none therapy_tasks=none therapy_notes=none crisis_alerts=none identity_contacts=none alert_head=none schedule=none team=none recent_scores=none
auditor: taper_plan=none doses=none symptom_scores=none free_text=none therapy_tasks=none therapy_notes=none crisis_alerts=none identity_contacts=none alert_head=none schedule=none team=none recent_scores=none
moderator: taper_plan=none doses=none symptom_scores=none free_text=none therapy_tasks=none therapy_notes=none crisis_alerts=none identity_contacts=none alert_head=none schedule=none team=none recent_scores=none"
`);
  });

  it('lets nobody but patient and team reach anything, and keeps the answers from a coordinator', () => {
    for (const role of ['safety-lead', 'administrator', 'auditor'] as const) expect(Object.values(reach[role])).toEqual(categories.map(() => 'none'));
    for (const category of ['symptom_scores', 'free_text', 'doses', 'therapy_notes', 'crisis_alerts'] as const) expect(reach.coordinator[category]).toBe('none');
    expect(whileNamed.coordinator).toEqual(['team', 'alert_head', 'schedule', 'identity_contacts']);
    for (const category of ['symptom_scores', 'free_text', 'taper_plan'] as const) expect(whileNamed['safety-lead']).not.toContain(category);
    expect([...whileNamed.administrator, ...whileNamed.auditor]).toEqual([]);
    expect(roles.filter((role) => reach[role].therapy_notes !== 'none')).toEqual(['therapist']);
  });

  it('asks for consent only where consent can be given', () => {
    for (const role of roles) {
      for (const category of categories) if (reach[role][category] === 'team+consent') expect(isConsentCategory(category)).toBe(true);
    }
  });
});

describe('a reading', () => {
  it.each<[string, Partial<Reading>, string | null]>([
    ['by the prescriber of the team with consent', {}, 'consent'],
    ['of another patient', { patientId: otherPatient }, null],
    ['by somebody who is not on the team', { accountId: otherAccount }, null],
    ['before the membership', { memberships: [membership({ startsAt: 501 })] }, null],
    ['at the moment of leaving', { memberships: [membership({ endsAt: 500 })] }, null],
    ['one moment before leaving', { memberships: [membership({ endsAt: 501 })] }, 'consent'],
    ['without consent', { consents: [] }, null],
    ['with a consent for something else', { consents: [consent({ categories: ['taper_plan'] })] }, null],
    ['with a consent for another role', { consents: [consent({ recipient: { kind: 'role', role: 'therapist' } })] }, null],
    ['with a consent for this person', { consents: [consent({ recipient: { kind: 'person', accountId } })] }, 'consent'],
    ['with a consent for another person', { consents: [consent({ recipient: { kind: 'person', accountId: otherAccount } })] }, null],
    ["with another patient's consent", { consents: [consent({ patientId: otherPatient })] }, null],
    ['before the consent', { now: 99, memberships: [membership({ startsAt: 0 })] }, null],
    ['at the moment the consent ends', { now: 1000 }, null],
    ['one moment before', { now: 999 }, 'consent'],
    ['at the moment it is withdrawn', { consents: [consent({ revokedAt: 500 })] }, null],
    ['one moment before it is withdrawn', { consents: [consent({ revokedAt: 501 })] }, 'consent'],
    ['in a role that the person does not hold on this team', { role: 'therapist' }, null],
    ['as an administrator', { role: 'administrator' }, null],
    ['of what needs no consent', { category: 'schedule', consents: [] }, 'membership'],
    ['of therapy notes', { category: 'therapy_notes' }, null],
    ['of their own record', { role: 'patient', ownPatientId: patientId, memberships: [], consents: [] }, 'self'],
    ["of somebody else's record as a patient", { role: 'patient', ownPatientId: otherPatient }, null],
  ])('%s', (_, more, basis) => {
    expect(mayRead(reading(more))?.kind ?? null).toBe(basis);
  });

  const naming = (more: Partial<Naming> = {}): Naming => ({ alertId: asId('Alert', uuid(30)), patientId, accountId, role: 'safety-lead', from: 100, resolvedAt: null, ...more });
  const named = (more: Partial<Reading> = {}, page: Partial<Naming> = {}): Partial<Reading> => ({ role: 'safety-lead', memberships: [], consents: [], namedBy: [naming(page)], category: 'crisis_alerts', ...more });

  it.each<[string, Partial<Reading>, string | null]>([
    ['an open alert', named(), 'alert'],
    ['an alert that is over since a day', named({ now: 200 + namedForHoursAfter * hour }, { resolvedAt: 200 }), null],
    ['an alert that is over since less', named({ now: 199 + namedForHoursAfter * hour }, { resolvedAt: 200 }), 'alert'],
    ['a page still to come', named({}, { from: 501 }), null],
    ["another patient's alert", named({}, { patientId: otherPatient }), null],
    ['an alert that names somebody else', named({}, { accountId: otherAccount }), null],
    ['an alert in another role', named({ role: 'coordinator' }), null],
    ['an open alert, for what it does not open', named({ category: 'therapy_notes' }), null],
    ['an open alert, answers to a coordinator', named({ role: 'coordinator', category: 'symptom_scores' }, { role: 'coordinator' }), null],
  ])('by somebody named by %s', (_, more, basis) => {
    expect(mayRead(reading(more))?.kind ?? null).toBe(basis);
  });
});

describe('emergency access', () => {
  const emergency = (more: Partial<Emergency> = {}): Emergency => ({ breakGlassId: asId('BreakGlass', uuid(40)), patientId, accountId, role: 'prescriber', from: 100, until: 600, ...more });
  const read = (more: Partial<Reading> = {}, of: Partial<Emergency> = {}) => mayRead(reading({ memberships: [], consents: [], emergencies: [emergency(of)], category: 'taper_plan', ...more }));

  it.each<[string, Partial<Reading>, Partial<Emergency>, string | null]>([
    ['opens the plan', {}, {}, 'break-glass'],
    ['opens the scores of the last days', { category: 'recent_scores' }, {}, 'break-glass'],
    ['opens no other scores', { category: 'symptom_scores' }, {}, null],
    ['opens no words', { category: 'free_text' }, {}, null],
    ['opens no therapy notes', { category: 'therapy_notes' }, {}, null],
    ['opens no answers behind alerts', { category: 'crisis_alerts' }, {}, null],
    ['opens nothing before it begins', { now: 99 }, {}, null],
    ['opens to its last moment', { now: 599 }, {}, 'break-glass'],
    ['is over at its end', { now: 600 }, {}, null],
    ['is for one patient', {}, { patientId: otherPatient }, null],
    ['is for one person', {}, { accountId: otherAccount }, null],
    ['is for the role in which it was opened', {}, { role: 'safety-lead' }, null],
    ['is for a safety lead too', { role: 'safety-lead' }, { role: 'safety-lead' }, 'break-glass'],
  ])('%s', (_, more, of, basis) => expect(read(more, of)?.kind ?? null).toBe(basis));

  it('opens nothing to other roles, and never more than is written here', () => {
    for (const role of ['therapist', 'coordinator', 'administrator', 'auditor'] as const) {
      expect(inEmergency[role]).toEqual([]);
      expect(read({ role }, { role })).toBeNull();
    }
    expect(inEmergency.prescriber).toEqual(['team', 'identity_contacts', 'taper_plan', 'doses', 'recent_scores']);
    expect(inEmergency['safety-lead']).toEqual(inEmergency.prescriber);
  });

  it('gives way to a better basis, and changes nothing by itself', () => {
    const better = mayRead(reading({ emergencies: [emergency()], category: 'taper_plan' }));
    expect(better?.kind).toBe('consent');
    expect(better !== null && mayChangeOn(better)).toBe(true);
    const basis = read();
    expect(basis !== null && mayChangeOn(basis)).toBe(false);
  });
});

describe('live', () => {
  it.each([
    [99, false],
    [100, true],
    [199, true],
    [200, false],
  ])('at %i: %p', (now, live) => {
    expect(liveConsent({ startsAt: 100, expiresAt: 200, revokedAt: null }, now)).toBe(live);
    expect(liveConsent({ startsAt: 100, expiresAt: 1000, revokedAt: 200 }, now)).toBe(live);
    expect(liveMembership({ startsAt: 100, endsAt: 200 }, now)).toBe(live);
  });
});

describe('grants', () => {
  const moment = fc.integer({ min: 0, max: 20 });
  const someMembership = fc.record({ accountId: fc.constantFrom(accountId, otherAccount), role: fc.constantFrom(...teamRoles), patientId: fc.constantFrom(patientId, otherPatient), startsAt: moment, endsAt: fc.option(moment) });
  const someConsent = fc.record({
    patientId: fc.constantFrom(patientId, otherPatient),
    recipient: fc.oneof(
      fc.record({ kind: fc.constant('role' as const), role: fc.constantFrom(...teamRoles) }),
      fc.record({ kind: fc.constant('person' as const), accountId: fc.constantFrom<AccountId>(accountId, otherAccount) }),
    ),
    categories: fc.subarray([...consentCategories]),
    startsAt: moment,
    expiresAt: moment,
    revokedAt: fc.option(moment),
  });

  it('cover at every moment exactly what may be read', () => {
    fc.assert(
      fc.property(fc.array(someMembership, { maxLength: 4 }), fc.array(someConsent, { maxLength: 5 }), fc.constantFrom<StaffRole>(...teamRoles), fc.constantFrom<Category>(...categories), moment, (members, given, role, category, now) => {
        const memberships = members.map((each) => membership(each));
        const consents = given.map((each) => consent(each));
        const allowed = mayRead(reading({ role, category, memberships, consents, now })) !== null;
        const granted = grantsOf(memberships, consents).some(
          (grant) => grant.accountId === accountId && grant.role === role && grant.category === category && grant.patientId === patientId && grant.from <= now && (grant.until === null || now < grant.until),
        );
        expect(granted).toBe(allowed);
      }),
      { numRuns: 2000 },
    );
  });

  it('end when the first of membership and consent ends, and are never empty', () => {
    const [grant] = grantsOf([membership({ endsAt: 900 })], [consent({ categories: ['doses'], revokedAt: 800 })]).filter((each) => each.category === 'doses');
    expect(grant).toMatchObject({ from: 100, until: 800, consentId: uuid(20), membershipId: uuid(10) });
    expect(grantsOf([membership({ startsAt: 900 })], [consent({ revokedAt: 800 })]).map((each) => each.category)).toEqual(['schedule', 'team']);
  });
});

describe('verbs', () => {
  it('are these', () => {
    expect(printVerbs()).toMatchInlineSnapshot(`
"session.own: patient prescriber therapist coordinator safety-lead administrator auditor moderator
account.own: patient prescriber therapist coordinator safety-lead administrator auditor moderator
own-record.read: patient
check-in.answer: patient
event.report: patient
consent.change: patient
readers.read: patient
patient.list: prescriber therapist coordinator
patient.read: prescriber therapist coordinator safety-lead
team.read: patient prescriber therapist coordinator safety-lead
team.change: patient coordinator
team.leave: prescriber therapist coordinator
emergency.open: prescriber safety-lead
emergency.review: safety-lead
emergency.list: safety-lead auditor
unsealing.ask: safety-lead
unsealing.decide: safety-lead administrator
consent.read: patient prescriber therapist coordinator safety-lead
check-in.read: patient prescriber therapist
schedule.read: patient prescriber therapist coordinator safety-lead
schedule.change: coordinator prescriber
dose-step.read: patient prescriber therapist coordinator
plan.read: patient prescriber therapist coordinator
plan.write: prescriber
plan.slow: patient prescriber
dose-record.write: patient
dose-record.read: patient prescriber therapist
intake.read: prescriber
intake.write: prescriber
supply.read: patient prescriber
supply.write: patient prescriber
task.read: prescriber coordinator
task.close: prescriber coordinator
product.manage: administrator
product.read: prescriber administrator
taper-settings.read: prescriber safety-lead administrator
taper-settings.sign: safety-lead
calendar.own: patient
timeline.read: patient prescriber therapist safety-lead
annotation.write: prescriber therapist
alert.list: prescriber therapist coordinator safety-lead
alert.read: patient prescriber therapist coordinator safety-lead
alert.acknowledge: prescriber therapist coordinator safety-lead
alert.engage: prescriber therapist coordinator safety-lead
alert.escalate: prescriber therapist coordinator safety-lead
alert.resolve: prescriber safety-lead
alert.count: prescriber therapist coordinator safety-lead administrator
staff.manage: administrator
patient.invite: coordinator
invitation.manage: administrator coordinator
message-log.read: administrator
audit.read: auditor"
`);
  });

  it.each<[Role, keyof typeof verbs, boolean]>([
    ['patient', 'check-in.answer', true],
    ['prescriber', 'check-in.answer', false],
    ['coordinator', 'schedule.change', true],
    ['prescriber', 'schedule.change', true],
    ['therapist', 'schedule.change', false],
    ['coordinator', 'alert.acknowledge', true],
    ['coordinator', 'alert.engage', true],
    ['coordinator', 'alert.resolve', false],
    ['patient', 'alert.acknowledge', false],
    ['administrator', 'message-log.read', true],
    ['auditor', 'message-log.read', false],
    ['auditor', 'audit.read', true],
    ['administrator', 'audit.read', false],
  ])('%s may %s: %p', (role, verb, allowed) => {
    expect(may(role, verb)).toBe(allowed);
  });

  it('are a closed list', () => {
    expect(isVerb('alert.resolve')).toBe(true);
    expect(isVerb('toString')).toBe(false);
    expect(isVerb('alert.delete')).toBe(false);
  });
});
