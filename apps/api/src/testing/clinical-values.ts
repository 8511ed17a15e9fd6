import { newId } from '@evenkeel/database';
import { serialisePlan } from '@evenkeel/taper-rules';
import { gentlePlan } from '@evenkeel/taper-server/testing';
import type { Target } from './clinical-world.js';

/** Ids of the target, or ids that nobody has, under the names that arguments have. */
export type Ids = Pick<Target, 'patientId' | 'alertId' | 'checkInId' | 'scheduleId' | 'membershipId' | 'memberAccountId' | 'consentId' | 'annotationId' | 'emergencyId' | 'sessionId' | 'invitationId' | 'planNumber' | 'taskId' | 'otherMedicineId' | 'outsideClinicianId' | 'localProduct' | 'name' | 'birthYear' | 'dates'>;

/** The same kinds of ids, of things that do not exist. */
export const missing = ({ dates }: Target): Ids => ({
  patientId: newId<'Patient'>(), alertId: newId(), checkInId: newId(), scheduleId: newId(), membershipId: newId(), memberAccountId: newId(), consentId: newId(),
  annotationId: newId(), emergencyId: newId(), sessionId: newId(), invitationId: newId(), planNumber: 99, taskId: newId(), otherMedicineId: newId(), outsideClinicianId: newId(), localProduct: 'of-nobody', name: 'Nobody Atall', birthYear: 1931, dates,
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
    'savePlanDraft.input.number': null, 'savePlanDraft.input.reason': 'Agreed', 'holdTaper.input.id': fresh(), 'slowDownTaper.input.id': fresh(), 'undoPlanChange.input.id': fresh(),
    'closeTask.input.id': ids.taskId, 'closeTask.input.outcome': 'done', 'stopOtherMedicine.input.id': ids.otherMedicineId, 'reviewOtherMedicine.input.id': ids.otherMedicineId,
    'removeOutsideClinician.input.id': ids.outsideClinicianId, 'addOutsideClinician.input.role': 'psychiatrist', 'addOutsideClinician.input.id': fresh(), 'addOtherMedicine.input.id': fresh(), 'retireLocalProduct.input.code': ids.localProduct, 'tasks.open': true,
    'saveLocalProduct.input.kind': 'powder', 'saveIntake.input.taken.medicine': 'clonazepam',
    'recordDispensing.input.id': fresh(), 'recordDose.input.id': fresh(), 'recordDose.input.kind': 'taken', 'withdrawDoseRecord.input.id': fresh(), 'withdrawDispensing.input.id': fresh(),
    'markPlanRead.input.number': ids.planNumber, 'restartTaper.input.on': null, 'stepBackTaper.input.on': null,
  };
  const byName: Readonly<Record<string, unknown>> = {
    patientId: ids.patientId, checkInId: ids.checkInId, membershipId: ids.membershipId, consentId: ids.consentId, accountId: ids.memberAccountId, birthYear: ids.birthYear,
    name: 'Some Body', email: 'some.body@example.org', language: 'en', role: 'therapist', rowVersion: 1, asOf: 0, how: 'reached', outcome: 'patient-reached', note: 'A note.',
    verdict: 'justified', nature: 'Found on the floor of the waiting room.', sure: true, required: true, months: 3, textVersion: '2026-1', recipientRole: null, recipientAccount: ids.memberAccountId,
    first: 50, after: null, count: 3, pixels: 900, from: null, to: null, until: new Date(now.getTime() + 60_000).toISOString(), visibility: 'whole-team', text: 'Words about a day.', localDate: dates.note,
    templateId: 'daily', templateVersion: 1, localTime: '09:00', zone: 'America/New_York', everyDays: 1, windowMinutes: 720, startsOn: null, endsOn: null, paused: false,
    revision: 9, openedAt: at, complete: true, shown: [], answers: [],
    number: 1, plan: serialisePlan(gentlePlan({ startsOn: '2031-01-06' })), rule: 'ceiling', on: dates.note, kind: 'override', reason: 'A reason.', confirmedTwice: true, specialistName: null,
    taken: [], indication: 'panic', monthsOfUse: 12, factors: [], riskReviewOn: null, words: 'Found so.', startedOn: null, stoppedOn: '2026-12-01', phone: null,
    morningMicrograms: 0, middayMicrograms: 0, eveningMicrograms: 0, nightMicrograms: 500, pattern: 'daily', daysAMonth: null, medicine: 'clonazepam',
    basedOn: 0, longUseMonths: 12, longUsePoints: 1000, slowerFromAge: 65, slowerEveryDays: 21, sensitivePoints: 500, riskReviewDays: 90, offersUnitedKingdom: true,
    code: 'own-powder', form: 'powder', label: 'A powder', source: 'Formula of the pharmacy', checkedOn: '2026-01-05', countries: [], rxNorm: null, strengthUg: null, splittable: null,
    concentrationUgPerMl: null, syringeMarkUl: null, syringeCapacityUl: null, concentrationUgPerG: 1000, scaleMarkMg: 1, strengthConfirmed: true,
    dispensingId: fresh(), dispensedOn: dates.note, product: 'clonazepam-tablet-500', quarters: 40, microlitres: null, milligrams: null, concentrationMicrogramsPerMl: null, slot: 'night',
    tappedAt: at, days: 7, steps: 1, decision: 'go-on',
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
