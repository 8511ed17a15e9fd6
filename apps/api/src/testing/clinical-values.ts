import { newId } from '@evenkeel/database';
import type { Target } from './clinical-world.js';

/** Ids of the target, or ids that nobody has, under the names that arguments have. */
export type Ids = Pick<Target, 'patientId' | 'alertId' | 'checkInId' | 'scheduleId' | 'membershipId' | 'memberAccountId' | 'consentId' | 'annotationId' | 'emergencyId' | 'sessionId' | 'invitationId' | 'name' | 'birthYear' | 'dates'>;

/** The same kinds of ids, of things that do not exist. */
export const missing = ({ dates }: Target): Ids => ({
  patientId: newId<'Patient'>(), alertId: newId(), checkInId: newId(), scheduleId: newId(), membershipId: newId(), memberAccountId: newId(), consentId: newId(),
  annotationId: newId(), emergencyId: newId(), sessionId: newId(), invitationId: newId(), name: 'Nobody Atall', birthYear: 1931, dates,
});

/** Made by the device and different each time, so that nothing collides. */
const fresh = (): string => newId();

/** A value for every argument by its path. `undefined` for one that nobody has taught this list. */
export function valueOf(ids: Ids, now: Date): (root: string, path: string) => unknown {
  const at = now.toISOString();
  const { dates } = ids;
  const byRoot: Readonly<Record<string, unknown>> = {
    'alert.id': ids.alertId, 'ownAlert.id': ids.alertId, 'patient.id': ids.patientId, 'openAlert.id': ids.alertId,
    'acknowledgeAlert.input.id': ids.alertId, 'engageAlert.input.id': ids.alertId, 'escalateAlert.input.id': ids.alertId, 'resolveAlert.input.id': ids.alertId,
    'addAnnotation.input.id': fresh(), 'submitCheckIn.input.id': fresh(), 'withdrawAnnotation.id': ids.annotationId, 'endSession.id': ids.sessionId,
    'revokeInvitation.id': ids.invitationId, 'reviewEmergencyAccess.input.id': ids.emergencyId, 'agreeFactorReset.id': fresh(), 'askFactorReset.accountId': ids.memberAccountId,
    'checkInPreview.input.id': null, 'setCheckInSchedule.input.id': ids.scheduleId, 'timelineDay.date': dates.note, 'timeline.from': dates.note, 'auditLog.filter.before': null, 'whoLooked.before': null,
    'openEmergencyAccess.input.reason': 'seizure', 'inviteStaff.input.role': 'therapist', 'lookInEmergency.input.name': ids.name, 'openEmergencyAccess.input.name': ids.name,
    'auditLog.filter.action': null, 'auditLog.filter.actorId': null, 'auditLog.filter.patientId': ids.patientId, 'submitCheckIn.input.templateId': 'daily', 'giveConsent.input.categories': ['taper_plan'],
    'endConsent.input.categories': null,
  };
  const byName: Readonly<Record<string, unknown>> = {
    patientId: ids.patientId, checkInId: ids.checkInId, membershipId: ids.membershipId, consentId: ids.consentId, accountId: ids.memberAccountId, birthYear: ids.birthYear,
    name: 'Some Body', email: 'some.body@example.org', language: 'en', role: 'therapist', rowVersion: 1, asOf: 0, how: 'reached', outcome: 'patient-reached', note: 'A note.',
    verdict: 'justified', nature: 'Found on the floor of the waiting room.', sure: true, required: true, months: 3, textVersion: '2026-1', recipientRole: null, recipientAccount: ids.memberAccountId,
    first: 50, after: null, count: 3, pixels: 900, from: null, to: null, until: new Date(now.getTime() + 60_000).toISOString(), visibility: 'whole-team', text: 'Words about a day.', localDate: dates.note,
    templateId: 'daily', templateVersion: 1, localTime: '09:00', zone: 'America/New_York', everyDays: 1, windowMinutes: 720, startsOn: null, endsOn: null, paused: false,
    revision: 9, openedAt: at, complete: true, shown: [], answers: [],
    question: 'overall', value: 4, answeredAt: at,
  };
  const ofFilter: Readonly<Record<string, unknown>> = { from: new Date(now.getTime() - 5 * 86_400_000).toISOString() };
  return (root, path) => {
    const name = path.split('.').at(-1) ?? path;
    const full = `${root}.${path}`;
    if (Object.hasOwn(byRoot, full)) return byRoot[full];
    if (path.startsWith('filter.') && Object.hasOwn(ofFilter, name)) return ofFilter[name];
    if (root === 'submitCheckIn' && path === 'input.answers.text') return null;
    return byName[name];
  };
}
