import { Injectable } from '@nestjs/common';
import { localDateOf, redFlagsDue } from '@evenkeel/check-ins-rules';
import type { Tx } from '@evenkeel/database';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { commonSymptoms } from '@evenkeel/symptoms-rules';
import type { CheckInView } from '../check-in-view.js';
import { CheckInReader, type ShownAnswer } from './check-in.reader.js';
import { HistoryReader } from './history.reader.js';

/** Everything that the first screen of a patient shows of this scope. */
export interface TodayView {
  readonly serverNow: Date;
  readonly localDate: string;
  readonly zone: string;
  readonly country: string;
  readonly due: CheckInView | null;
  /** When the next planned check-in opens. */
  readonly next: Date | null;
  readonly lastOverall: number | null;
  readonly lastAnswers: readonly ShownAnswer[];
  readonly weeklyRedFlagsDue: boolean;
  /** When the questions about warning signs, and those about sedation, were last put; `null` if not within a month and a day. */
  readonly redFlagsLastAskedOn: string | null;
  readonly sedationLastAskedOn: string | null;
  /** Codes of the symptoms that are offered first: those of last time, then common ones. */
  readonly tracked: readonly string[];
  /** Somebody used emergency access to the record within a week. */
  readonly emergencyLately: boolean;
  readonly contact: { readonly name: string; readonly phone: string; readonly readingHours: string };
}

interface Frame {
  readonly now: Date;
  readonly zone: string;
  readonly country: string;
  readonly language: 'en' | 'es';
  readonly next: Date | null;
  readonly emergencyLately: boolean;
  readonly name: string;
  readonly phone: string;
  readonly hours: Readonly<Partial<Record<'en' | 'es', string>>>;
}

/** One short transaction answers the whole screen. The patient's own record only. */
@Injectable()
export class TodayReader {
  constructor(private readonly checkIns: CheckInReader, private readonly history: HistoryReader) {}

  async of(tx: Tx, organisationId: OrganisationId, patientId: PatientId): Promise<TodayView> {
    // None of these needs the answer of another: they go out together and are one wait.
    const [frame, lastAnswers, asked, due, lastOverall] = await Promise.all([
      this.frame(tx, organisationId, patientId), this.checkIns.lastDaily(tx, patientId), this.history.lastAsked(tx, patientId),
      this.checkIns.due(tx, patientId), this.history.lastOverall(tx, patientId),
    ]);
    const localDate = localDateOf(frame.now.getTime(), frame.zone);
    return {
      serverNow: frame.now, localDate, zone: frame.zone, country: frame.country, next: frame.next, emergencyLately: frame.emergencyLately,
      due, lastOverall, lastAnswers,
      weeklyRedFlagsDue: redFlagsDue([], { localDate, redFlagsLastAskedOn: asked.redFlags }), redFlagsLastAskedOn: asked.redFlags, sedationLastAskedOn: asked.sedation,
      tracked: trackedOf(lastAnswers),
      contact: { name: frame.name, phone: frame.phone, readingHours: frame.hours[frame.language] ?? frame.hours.en ?? '' },
    };
  }

  private frame(tx: Tx, organisationId: OrganisationId, patientId: PatientId): Promise<Frame> {
    return tx.one<Frame>(
      `SELECT clock.now() AS now, p.zone, p.country, p.language, o.name, o.fallback_phone AS phone, o.reading_hours AS hours,
              (SELECT min(s.next_at) FROM clin.check_in_schedule s WHERE s.organisation_id = p.organisation_id AND s.patient_id = p.id AND NOT s.paused) AS next,
              EXISTS (SELECT FROM clin.break_glass b WHERE b.organisation_id = p.organisation_id AND b.patient_id = p.id AND b.opened_at > clock.now() - interval '7 days') AS "emergencyLately"
         FROM identity.patient p JOIN identity.organisation o ON o.id = p.organisation_id WHERE p.organisation_id = $1 AND p.id = $2`,
      [organisationId, patientId]);
  }
}

/** What was answered last time comes first, so that nobody has to look for it. */
function trackedOf(answers: readonly ShownAnswer[]): readonly string[] {
  const before = answers.filter((each) => each.value !== null && each.value >= 0 && each.question.startsWith('symptom.'));
  return [...new Set([...before.map((each) => each.question.slice('symptom.'.length)), ...commonSymptoms])];
}
