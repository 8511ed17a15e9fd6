import { type Category, mayRead, may, type Verb } from '@evenkeel/care-team-rules';
import type { Reader, Target } from './clinical-world.js';

/** Whether this person may read this kind of data of the target now, by the table of the rules and nothing else. */
export const reads = (reader: Reader, target: Target, category: Category, now: number): boolean => basisOf(reader, target, category, now) !== null;

const basisOf = ({ actor, memberships, consents, namedBy, emergencies }: Reader, { patientId }: Target, category: Category, now: number) =>
  mayRead({ role: actor.role, accountId: actor.accountId, ownPatientId: actor.patientId, patientId, category, memberships, consents, namedBy, emergencies, now });

type Rule = (reader: Reader, target: Target, now: number) => boolean;

const sees = (category: Category): Rule => (reader, target, now) => reads(reader, target, category, now);
/** Emergency access reads and never writes. */
const changes = (category: Category): Rule => (reader, target, now) => {
  const basis = basisOf(reader, target, category, now);
  return basis !== null && basis.kind !== 'break-glass';
};
const staff = (rule: Rule): Rule => (reader, target, now) => reader.actor.role !== 'patient' && rule(reader, target, now);
const self: Rule = ({ actor }, target) => actor.accountId === target.accountId;
const office: Rule = ({ actor }, target) => actor.organisationId === target.organisationId;
const onTeam: Rule = (reader, target, now) => basisOf(reader, target, 'team', now)?.kind === 'membership';
const both = (one: Rule, other: Rule): Rule => (...asked) => one(...asked) && other(...asked);
const either = (one: Rule, other: Rule): Rule => (...asked) => one(...asked) || other(...asked);
const inRole = (role: Reader['actor']['role']): Rule => ({ actor }) => actor.role === role;
/** Nothing in the arguments or the answer is about the target. */
export const nobody: Rule = () => false;

export interface RootRule {
  readonly verb: Verb;
  /** Beyond the verb. */
  readonly on: Rule;
  /** Something of the target that an allowed answer without arguments has in it. */
  readonly marker?: (target: Target) => string;
}

const root = (verb: Verb, on: Rule, marker?: (target: Target) => string): RootRule => ({ verb, on, ...(marker === undefined ? {} : { marker }) });

/** Who may do what, in the words of the rules. A root field that is not here fails the proof with its name. */
export const rootRules: Readonly<Record<string, RootRule>> = {
  alert: root('alert.read', staff(sees('alert_head'))),
  alertBoard: root('alert.list', staff(sees('alert_head')), ({ alertId }) => alertId),
  auditChain: root('audit.read', nobody),
  auditLog: root('audit.read', office),
  calendarFeed: root('calendar.own', self, ({ calendarFeedId }) => calendarFeedId),
  checkInAnswers: root('check-in.read', sees('symptom_scores')),
  checkInPreview: root('schedule.change', sees('schedule')),
  emergencyReviews: root('emergency.list', office, ({ emergencyId }) => emergencyId),
  heldEmergencies: root('emergency.open', (reader, target) => reader.emergencies.some(({ patientId }) => patientId === target.patientId), ({ patientId }) => patientId),
  invitations: root('invitation.manage', both(office, inRole('coordinator')), ({ invitationId }) => invitationId),
  messageLog: root('message-log.read', office),
  myPlan: root('own-record.read', self, ({ planVersionId }) => planVersionId),
  ownAlert: root('own-record.read', self),
  ownEmergencies: root('readers.read', self, ({ emergencyId }) => emergencyId),
  ownSecurity: root('session.own', self, ({ sessionId }) => sessionId),
  patient: root('patient.read', sees('team')),
  patients: root('patient.list', sees('team'), ({ patientId }) => patientId),
  sharing: root('own-record.read', self, ({ membershipId }) => membershipId),
  staffMembers: root('staff.manage', office, ({ memberAccountId }) => memberAccountId),
  timeline: root('timeline.read', sees('team')),
  timelineDay: root('timeline.read', sees('team')),
  tasks: root('task.read', sees('schedule'), ({ taskId }) => taskId),
  localProducts: root('product.read', office, ({ localProduct }) => localProduct),
  taperSettings: root('taper-settings.read', office, ({ settingsVersion }) => String(settingsVersion)),
  today: root('own-record.read', self, ({ alertId }) => alertId),
  viewer: root('session.own', self, ({ patientId }) => patientId),
  whoLooked: root('readers.read', self),

  acknowledgeAlert: root('alert.acknowledge', changes('alert_head')),
  engageAlert: root('alert.engage', changes('alert_head')),
  escalateAlert: root('alert.escalate', changes('alert_head')),
  resolveAlert: root('alert.resolve', changes('alert_head')),
  openAlert: root('alert.read', staff(sees('alert_head'))),
  addAnnotation: root('annotation.write', changes('team')),
  // Its author is none of those who ask.
  withdrawAnnotation: root('annotation.write', nobody),
  endConsent: root('consent.change', self),
  giveConsent: root('consent.change', self),
  leaveTeam: root('team.leave', onTeam),
  inviteToTeam: root('team.change', either(self, both(inRole('coordinator'), onTeam))),
  removeTeamMember: root('team.change', either(self, both(inRole('coordinator'), onTeam))),
  endSession: root('session.own', self),
  endOtherSessions: root('session.own', nobody),
  setLanguage: root('account.own', nobody),
  checkAuditChain: root('audit.read', nobody),
  inviteStaff: root('staff.manage', nobody),
  invitePatient: root('patient.invite', nobody),
  requireSecondFactor: root('staff.manage', nobody),
  revokeInvitation: root('invitation.manage', both(office, inRole('coordinator'))),
  // Nobody of the clinic has a second factor that could be taken away.
  askFactorReset: root('staff.manage', nobody),
  agreeFactorReset: root('staff.manage', nobody),
  lookInEmergency: root('emergency.open', office),
  openEmergencyAccess: root('emergency.open', office),
  reviewEmergencyAccess: root('emergency.review', both(office, (reader, target) => !reader.emergencies.some(({ breakGlassId }) => breakGlassId === target.emergencyId))),
  setCheckInSchedule: root('schedule.change', changes('schedule')),
  submitCheckIn: root('check-in.answer', self),

  savePlanDraft: root('plan.write', changes('taper_plan')),
  checkPlanDraft: root('plan.write', changes('taper_plan')),
  easeFinding: root('plan.write', changes('taper_plan')),
  signPlan: root('plan.write', changes('taper_plan')),
  discardPlanDraft: root('plan.write', changes('taper_plan')),
  restartTaper: root('plan.write', changes('taper_plan')),
  stepBackTaper: root('plan.write', changes('taper_plan')),
  stopPlan: root('plan.write', changes('taper_plan')),
  reviewStep: root('plan.write', changes('taper_plan')),
  holdTaper: root('plan.slow', changes('taper_plan')),
  slowDownTaper: root('plan.slow', changes('taper_plan')),
  // Whoever made the change takes it back, and none of those who ask has made one.
  undoPlanChange: root('plan.slow', nobody),
  // Of the own one: nothing in them names anybody.
  createCalendarFeed: root('calendar.own', nobody),
  revokeCalendarFeed: root('calendar.own', nobody),
  markPlanRead: root('own-record.read', self),

  recordDispensing: root('supply.write', changes('taper_plan')),
  // Of the own plan, or with ids of things that nobody has entered.
  recordDose: root('dose-record.write', nobody),
  withdrawDoseRecord: root('dose-record.write', nobody),
  confirmConcentration: root('supply.write', nobody),
  withdrawDispensing: root('supply.write', nobody),
  closeTask: root('task.close', changes('schedule')),
  saveIntake: root('intake.write', changes('taper_plan')),
  addOtherMedicine: root('intake.write', changes('taper_plan')),
  stopOtherMedicine: root('intake.write', changes('taper_plan')),
  reviewOtherMedicine: root('intake.write', changes('taper_plan')),
  addOutsideClinician: root('intake.write', changes('taper_plan')),
  removeOutsideClinician: root('intake.write', changes('taper_plan')),
  // A code that nobody has entered: whoever may, enters it for their own organisation.
  saveLocalProduct: root('product.manage', nobody),
  retireLocalProduct: root('product.manage', office),
  // Of the own organisation, on top of a version that is not the newest there: nothing in it names anybody's.
  signTaperSettings: root('taper-settings.sign', nobody),
};

/** Whether the root field does anything about the target for this person. */
export const lets = (name: string, reader: Reader, target: Target, now: number): boolean => {
  const rule = rootRules[name];
  return rule !== undefined && may(reader.actor.role, rule.verb) && rule.on(reader, target, now);
};

/** The kind of data below a path of an answer: the longest path that it begins with. What is not here is for whoever may ask at all. */
const kinds: Readonly<Record<string, Category>> = {
  'patient.birthYear': 'identity_contacts', 'patient.phone': 'identity_contacts', 'patient.address': 'identity_contacts', 'patient.emergencyContact': 'identity_contacts',
  'patient.schedules': 'schedule', 'patient.checkIns': 'schedule', 'patient.doseSteps': 'taper_plan', 'patient.taper': 'taper_plan', 'patient.taper.records': 'doses', 'patient.alerts': 'alert_head', 'patient.recentScores': 'recent_scores',
  'patients.doseMicrograms': 'taper_plan', 'patients.drug': 'taper_plan', 'patients.lastAnsweredAt': 'schedule', 'patients.nextCheckInAt': 'schedule', 'patients.worstTier': 'alert_head',
  'alert.context': 'crisis_alerts', 'alert.contact': 'identity_contacts',
  'checkInAnswers.text': 'free_text',
  'timeline.symptoms': 'symptom_scores', 'timeline.buckets': 'symptom_scores',
  'timeline.doses': 'taper_plan', 'timeline.alerts': 'alert_head', 'timeline.notes': 'free_text',
  'timelineDay.answers': 'symptom_scores', 'timelineDay.answers.text': 'free_text', 'timelineDay.dose': 'taper_plan', 'timelineDay.alerts': 'alert_head', 'timelineDay.notes': 'free_text',
};

/** Whether a path of an answer has a kind of its own. */
export const hasOwnKind = (path: string): boolean => kinds[path] !== undefined;

/** Whether the rules show the data at a path of an answer of this root field to this person. */
export function shows(path: string, reader: Reader, target: Target, now: number): boolean {
  const parts = path.split('.');
  const [name = ''] = parts;
  if (!lets(name, reader, target, now)) return false;
  if (path === 'patient.emergencyId') return reader.emergencies.length > 0;
  return parts.every((_, index) => {
    const kind = kinds[parts.slice(0, index + 1).join('.')];
    return kind === undefined || reads(reader, target, kind, now);
  });
}

