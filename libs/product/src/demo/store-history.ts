import { nextOccurrence } from '@evenkeel/check-ins-rules';
import { sealedWords } from '@evenkeel/check-ins-server';
import type { Sealer } from '@evenkeel/encryption';
import type pg from 'pg';
import { dateOn, scheduleOf } from './dated-history.js';
import type { DatedPatient, DemoClinic } from './demo-clinic.js';
import { at, atOrNull, insertAll, type Line } from './insert-all.js';
import { organisation } from './people.js';

/** Writes dose steps, schedules, check-ins and answers. */
export async function storeHistory(owner: pg.ClientBase, sealer: Sealer, clinic: DemoClinic): Promise<void> {
  for (const patient of clinic.patients) {
    await insertAll(owner, 'clin.dose_step', stepsOf(patient, clinic));
    const schedule = scheduleLine(patient, clinic);
    await insertAll(owner, 'clin.check_in_schedule', [schedule]);
    await insertAll(owner, 'clin.check_in', patient.history.map((checkIn) => ({
      organisation_id: organisation.id, patient_id: patient.id, at: at(checkIn.opensAt), id: checkIn.id,
      schedule_id: checkIn.template === 'daily' ? schedule['id'] ?? null : null, template_id: checkIn.template, template_version: 1,
      local_date: checkIn.localDate, zone: patient.zone, closes_at: atOrNull(checkIn.closesAt), prompted_at: atOrNull(checkIn.deliveredAt),
      delivered_at: atOrNull(checkIn.deliveredAt), opened_at: atOrNull(checkIn.openedAt), answered_at: atOrNull(checkIn.answeredAt),
      completed_at: atOrNull(checkIn.completedAt), received_at: atOrNull(checkIn.completedAt), late: false, revision: checkIn.answeredAt === null ? 0 : 1,
    })));
    await insertAll(owner, 'clin.check_in_answer', patient.history.flatMap((checkIn) => checkIn.answers.map(({ question, value, at: tapped }) => ({
      organisation_id: organisation.id, patient_id: patient.id, check_in_id: checkIn.id, question, value, answered_at: at(tapped),
      local_date: checkIn.localDate, zone: patient.zone, revision: 1, received_at: at(checkIn.completedAt ?? tapped),
    }))));
    await insertAll(owner, 'clin.check_in_text', await textsOf(owner, sealer, patient));
  }
}

function stepsOf(patient: DatedPatient, clinic: DemoClinic): Line[] {
  const key = patient.team.find((member) => member.role === 'prescriber' && member.primary)?.key;
  const signer = clinic.staff.find((person) => person.key === key)?.accountId ?? '';
  return patient.steps.map((step) => ({
    organisation_id: organisation.id, patient_id: patient.id, starts_on: dateOn(patient.today, step.day), id: clinic.random.idAt(clinic.openedAt),
    drug: patient.medicine, kind: step.kind, total_ug: step.morning + step.night, morning_ug: step.morning, midday_ug: 0, evening_ug: 0, night_ug: step.night,
    plan_version: 1, signed_by: signer, signed_at: at(clinic.openedAt),
  }));
}

/** Only the first patient's schedule goes on; its next check-in is today's, so that the sweep sends it when it is time. */
function scheduleLine(patient: DatedPatient, clinic: DemoClinic): Line {
  const schedule = scheduleOf(patient, patient.today);
  const last = [...patient.history].reverse().find((checkIn) => checkIn.template === 'daily');
  const next = nextOccurrence(schedule, { last: last === undefined ? null : { localDate: last.localDate, opensAt: last.opensAt } });
  return {
    organisation_id: organisation.id, patient_id: patient.id, id: clinic.random.idAt(clinic.openedAt), template_id: 'daily', template_version: 1,
    local_time: schedule.localTime, zone: schedule.zone, every_days: schedule.everyDays, window_minutes: schedule.windowMinutes,
    starts_on: schedule.startsOn, ends_on: schedule.endsOn, paused: false, next_at: next === null ? null : at(next.opensAt),
    next_local_date: next?.localDate ?? null, set_by: clinic.staff.find((person) => person.key === 'sayre')?.accountId ?? '',
    set_at: at(clinic.openedAt), row_version: 1,
  };
}

async function textsOf(owner: pg.ClientBase, sealer: Sealer, patient: DatedPatient): Promise<Line[]> {
  const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[] };
  const lines: Line[] = [];
  for (const checkIn of patient.history) {
    for (const { question, text, at: typed } of checkIn.texts) {
      lines.push({
        organisation_id: organisation.id, patient_id: patient.id, check_in_id: checkIn.id, question,
        words: await sealer.seal(queries, patient.id, sealedWords.place, sealedWords.row(checkIn.id, question), text),
        answered_at: at(typed), revision: 1, received_at: at(checkIn.completedAt ?? typed),
      });
    }
  }
  return lines;
}
