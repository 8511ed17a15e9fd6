import { roles, type Role } from '@evenkeel/kernel';

/**
 * What can be done, and in which roles. A verb opens a door; which patients are behind it is for `mayRead` and for
 * membership. Verbs that touch only the asking person's own session or account are open to every role.
 */
export const verbs = {
  'session.own': roles,
  'account.own': roles,

  'own-record.read': ['patient'],
  'check-in.answer': ['patient'],
  'event.report': ['patient'],
  'consent.change': ['patient'],
  'readers.read': ['patient'],

  'patient.list': ['prescriber', 'therapist', 'coordinator'],
  'patient.read': ['prescriber', 'therapist', 'coordinator', 'safety-lead'],
  'team.read': ['patient', 'prescriber', 'therapist', 'coordinator', 'safety-lead'],
  'team.change': ['patient', 'coordinator'],
  'team.leave': ['prescriber', 'therapist', 'coordinator'],
  'emergency.open': ['prescriber', 'safety-lead'],
  'emergency.review': ['safety-lead'],
  'emergency.list': ['safety-lead', 'auditor'],
  'unsealing.ask': ['safety-lead'],
  'unsealing.decide': ['safety-lead', 'administrator'],
  'consent.read': ['patient', 'prescriber', 'therapist', 'coordinator', 'safety-lead'],

  'check-in.read': ['patient', 'prescriber', 'therapist'],
  'schedule.read': ['patient', 'prescriber', 'therapist', 'coordinator', 'safety-lead'],
  'schedule.change': ['coordinator', 'prescriber'],
  'dose-step.read': ['patient', 'prescriber', 'therapist', 'coordinator'],

  'plan.read': ['patient', 'prescriber', 'therapist', 'coordinator'],
  'plan.write': ['prescriber'],
  'plan.slow': ['patient', 'prescriber'],
  'dose-record.write': ['patient'],
  'dose-record.read': ['patient', 'prescriber', 'therapist'],
  'intake.read': ['prescriber'],
  'intake.write': ['prescriber'],
  'supply.read': ['patient', 'prescriber'],
  'supply.write': ['patient', 'prescriber'],
  'task.read': ['prescriber', 'coordinator'],
  'task.close': ['prescriber', 'coordinator'],
  'product.manage': ['administrator'],
  'product.read': ['prescriber', 'administrator'],
  'taper-settings.read': ['prescriber', 'safety-lead', 'administrator'],
  'taper-settings.sign': ['safety-lead'],
  'calendar.own': ['patient'],

  'timeline.read': ['patient', 'prescriber', 'therapist', 'safety-lead'],
  'annotation.write': ['prescriber', 'therapist'],

  'alert.list': ['prescriber', 'therapist', 'coordinator', 'safety-lead'],
  'alert.read': ['patient', 'prescriber', 'therapist', 'coordinator', 'safety-lead'],
  'alert.acknowledge': ['prescriber', 'therapist', 'coordinator', 'safety-lead'],
  'alert.engage': ['prescriber', 'therapist', 'coordinator', 'safety-lead'],
  'alert.escalate': ['prescriber', 'therapist', 'coordinator', 'safety-lead'],
  'alert.resolve': ['prescriber', 'safety-lead'],
  'alert.count': ['prescriber', 'therapist', 'coordinator', 'safety-lead', 'administrator'],

  'staff.manage': ['administrator'],
  'patient.invite': ['coordinator'],
  'invitation.manage': ['administrator', 'coordinator'],
  'message-log.read': ['administrator'],
  'audit.read': ['auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type Verb = keyof typeof verbs;

/** Whether somebody acting in this role may try this at all. */
export const may = (role: Role, verb: Verb): boolean => (verbs[verb] as readonly Role[]).includes(role);

/** Whether text from outside is a verb of the table. */
export const isVerb = (text: string): text is Verb => Object.hasOwn(verbs, text);

/** The whole table as text, one line a verb. */
export const printVerbs = (): string =>
  Object.entries(verbs)
    .map(([verb, allowed]) => `${verb}: ${allowed.join(' ')}`)
    .join('\n');
