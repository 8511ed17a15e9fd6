import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access } from '@evenkeel/care-team-server';
import { believed, type CheckInTimes, isComplete, isLate, mayAnswer, mayWait } from '@evenkeel/check-ins-rules';
import { Database, Outbox, type Tx } from '@evenkeel/database';
import { type OwnAlert, OwnAlertReader } from '@evenkeel/escalation-server';
import { type Actor, type CheckInId, isRefusal, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { checkInChanged } from '../realtime.js';
import { AnswerStore, type Moments, type TappedAnswer } from '../store/answer.store.js';
import { CheckInStore, type LockedCheckIn } from '../store/check-in.store.js';
import { readEvents, readSubmission, type Submission, type SubmittedCheckIn } from '../submission.js';
import { FlagAnswers } from './flag-answers.js';

/** What the server holds now. The same for a first submission and for every repetition of it. */
export interface CheckInSaved {
  readonly id: CheckInId;
  /** The highest revision that was ever received. */
  readonly revision: number;
  /** Answers stored for this check-in, in numbers and in words. */
  readonly saved: number;
  readonly complete: boolean;
  readonly late: boolean;
  /** The patient's own alerts, open or closed today, in the words that a patient may read. */
  readonly alerts: readonly OwnAlert[];
  readonly serverNow: Date;
}

/**
 * Takes a revision of a check-in. Answers, flags, alerts, audit row and doorbells commit together or not at all.
 *
 * May be repeated for ever, in any order and at once from several requests: per question the highest revision wins,
 * and what is not newer changes nothing. A planned check-in that is not this patient's is answered like one that does
 * not exist. Late answers are taken and labelled. A refused submission is refused as a whole, but what it says of an event
 * that a person has to hear of is kept and raised all the same.
 */
@Injectable()
export class SubmitCheckIn {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly checkIns: CheckInStore,
    private readonly answers: AnswerStore, private readonly flags: FlagAnswers, private readonly alerts: OwnAlertReader,
    private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, input: SubmittedCheckIn): Promise<CheckInSaved | Refusal> {
    const { patientId } = actor;
    if (actor.role !== 'patient' || patientId === null) return refuse('not-found');
    const submission = readSubmission(input);
    const isUrgent = !mayWait(input.answers);
    if (!isRefusal(submission)) return this.take(actor, patientId, submission, isUrgent);
    const events = readEvents(input);
    if (events !== null) await this.take(actor, patientId, events, isUrgent);
    return submission;
  }

  private take(actor: Actor, patientId: PatientId, submission: Submission, isUrgent: boolean): Promise<CheckInSaved | Refusal> {
    return this.database[isUrgent ? 'urgently' : 'as'](actor, async (tx) => {
      const own = await this.access.patients(tx, actor, 'symptom_scores', [patientId]);
      const locked = own.has(patientId) ? await this.find(tx, actor, patientId, submission) : null;
      if (locked === null) return refuse('not-found');
      const { template } = submission;
      if (locked.templateId !== template.id || locked.templateVersion !== template.version) return refuse('other-template', 'templateId');
      if (!mayAnswer(timesOf(locked), locked.now.getTime())) return refuse('not-open-yet', 'checkInId');
      return this.save(tx, actor, patientId, locked, submission);
    });
  }

  private async find(tx: Tx, actor: Actor, patientId: PatientId, submission: Submission): Promise<LockedCheckIn | null> {
    const { organisationId } = actor;
    const { id, template, planned, openedAt, answers, texts } = submission;
    const [first] = [...answers, ...texts];
    if (planned || first === undefined) return this.checkIns.lock(tx, organisationId, patientId, id);
    const beganAt = openedAt ?? first.answeredAt;
    const { localDate, zone } = first;
    const made = await this.checkIns.create(tx, { id, organisationId, patientId, templateId: template.id, templateVersion: template.version, localDate, zone, beganAt });
    // The id is taken: by the same submission, now or earlier, or by somebody else.
    return made ?? this.checkIns.lock(tx, organisationId, patientId, id);
  }

  private async save(tx: Tx, actor: Actor, patientId: PatientId, locked: LockedCheckIn, submission: Submission): Promise<CheckInSaved> {
    const { organisationId } = actor;
    const answering = { organisationId, patientId, checkInId: locked.id, revision: submission.revision };
    const tapped = submission.answers.map((each) => clamp(each, locked.now));
    const after = momentsOf(locked, submission, tapped);
    // Asked together: what stands now is what the patient reads, unless these answers raise something.
    const [answers, standing] = await Promise.all([this.answers.save(tx, answering, tapped, after), this.alerts.current(tx, patientId)]);
    const anyTexts = submission.texts.length > 0 || locked.revision > 0;
    const texts = anyTexts ? await this.answers.saveTexts(tx, answering, submission.texts.map((each) => clamp(each, locked.now))) : [];
    const fresh = [...answers, ...texts].some((each) => each.fresh);
    if (fresh || submission.revision > locked.revision) {
      await this.audit.record(tx, { action: 'check-in.submit', object: { kind: 'check-in', id: locked.id }, patientId, category: 'symptom_scores', basis: 'self' });
      await this.outbox.add(tx, checkInChanged(locked.id, patientId));
    }
    const raised = fresh && await this.flags.run(tx, { organisationId, patientId, checkIn: locked, submission, answers, texts });
    return {
      id: locked.id, revision: after.revision, saved: answers.length + texts.length, complete: after.completedAt !== null,
      late: after.late, alerts: raised ? await this.alerts.current(tx, patientId) : standing, serverNow: locked.now,
    };
  }
}

/** A device clock ahead of ours is cut back to the moment of arrival. */
const clamp = <T extends { readonly answeredAt: Date }>(tap: T, now: Date): T =>
  ({ ...tap, answeredAt: new Date(believed(tap.answeredAt.getTime(), now.getTime())) });

const timesOf = (locked: LockedCheckIn): CheckInTimes => ({
  opensAt: locked.opensAt.getTime(), closesAt: locked.closesAt?.getTime() ?? null, remindAt: null, deliveredAt: null, openedAt: null,
  answeredAt: locked.answeredAt?.getTime() ?? null, receivedAt: locked.receivedAt?.getTime() ?? null,
});

/**
 * The moments of the row after this submission. Answered is the first tap that made it complete; had an earlier
 * submission made it so, the row would say it already.
 */
function momentsOf(locked: LockedCheckIn, submission: Submission, tapped: readonly TappedAnswer[]): Moments {
  const { template, openedAt } = submission;
  const completing = tapped.filter((each) => isComplete(template, [each])).map((each) => each.answeredAt.getTime());
  const answeredAt = locked.answeredAt ?? (completing.length === 0 ? null : new Date(Math.min(...completing)));
  const receivedAt = answeredAt === null ? null : (locked.receivedAt ?? locked.now);
  const late = isLate({ ...timesOf(locked), answeredAt: answeredAt?.getTime() ?? null, receivedAt: receivedAt?.getTime() ?? null });
  return {
    openedAt: openedAt === null ? locked.now : new Date(believed(openedAt.getTime(), locked.now.getTime())),
    answeredAt, receivedAt, late,
    completedAt: locked.completedAt ?? (submission.complete ? locked.now : null),
    revision: Math.max(locked.revision, submission.revision),
  };
}
