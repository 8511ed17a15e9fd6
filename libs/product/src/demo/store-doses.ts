import { isRefusal } from '@evenkeel/kernel';
import { productOf, products } from '@evenkeel/medicines-rules';
import { addDays, amountsNeeded, daysBetween, doseSlots, type LaidPlan, layOut, type Schedule, scheduleOf } from '@evenkeel/taper-rules';
import type pg from 'pg';
import type { DatedPatient, DemoClinic } from './demo-clinic.js';
import { at, insertAll, type Line } from './insert-all.js';
import { organisation } from './people.js';
import { type DemoTaper, taperOf } from './taper-plans.js';

const day = 86_400_000;
/** What was said about doses goes back so far; further back the demo says nothing. */
const recordedDays = 45;
/** The pharmacy dispenses for so long, and the last time for as many days from today at least. */
const fill = { days: 28, ahead: 24 } as const;
/** When each dose is taken, minutes after midnight in New York, give or take. */
const minuteOf = { morning: 8 * 60, midday: 13 * 60, evening: 19 * 60, night: 22 * 60 } as const;

/** Writes the intake of each patient, what the pharmacy dispensed and what the patient confirmed. */
export async function storeDoses(owner: pg.ClientBase, clinic: DemoClinic): Promise<void> {
  for (const patient of clinic.patients) {
    const taper = taperOf(patient, patient.today);
    const laid = layOut(taper.plan, new Map(products.map((product) => [product.code, product])));
    if (isRefusal(laid)) throw new Error(`A plan of the demo is none: ${laid.code}`);
    const schedule = scheduleOf(laid, taper.changes);
    await insertAll(owner, 'clin.intake', [intakeOf(patient, taper, clinic)]);
    await insertAll(owner, 'clin.dispensing', dispensingsOf(patient, laid, schedule, clinic));
    await insertAll(owner, 'clin.dose_record', recordsOf(patient, schedule, clinic));
  }
}

function intakeOf(patient: DatedPatient, { plan, facts }: DemoTaper, clinic: DemoClinic): Line {
  return {
    organisation_id: organisation.id, patient_id: patient.id, id: clinic.random.idAt(clinic.openedAt), recorded_at: at(clinic.openedAt), recorded_by: signerOf(patient, clinic),
    recorded_on: new Date(clinic.openedAt).toISOString().slice(0, 10), taken: plan.start.map(({ medicine, slots }) => ({ medicine, slots, pattern: 'daily', daysAMonth: null })),
    indication: patient.risk.seizureHistory ? 'insomnia' : 'anxiety', months_of_use: facts.monthsOfUse, factors: [...facts.factors], risk_review_on: addDays(patient.today, -20),
  };
}

function dispensingsOf(patient: DatedPatient, { makers }: LaidPlan, schedule: Schedule, clinic: DemoClinic): Line[] {
  const lines: Line[] = [];
  const enough = addDays(patient.today, fill.ahead);
  for (let from = schedule.steps[0]?.startsOn ?? patient.today; from <= patient.today;) {
    const end = addDays(from, fill.days - 1);
    // The last time there is a little more, so that nobody in the demo is about to run out.
    const to = end >= patient.today && end < enough ? enough : end;
    const enteredAt = clinic.now + daysBetween(patient.today, from) * day;
    for (const { product, quarters, ul } of amountsNeeded(schedule, makers, from, to)) {
      const known = productOf(product);
      const concentration = known?.kind === 'liquid' ? known.concentrationUgPerMl : null;
      lines.push({
        organisation_id: organisation.id, patient_id: patient.id, id: clinic.random.idAt(enteredAt), product, quarters: concentration === null ? Math.ceil(quarters / 4) * 4 : null,
        ul: concentration === null ? null : Math.ceil(ul / 1000) * 1000, concentration_ug_per_ml: concentration, dispensed_on: from, entered_by: patient.accountId, entered_at: at(enteredAt),
        confirmed_at: at(enteredAt), confirmed_by: patient.accountId,
      });
    }
    from = addDays(to, 1);
  }
  return lines;
}

/** Every slot that had something in it, on every day to yesterday. */
function recordsOf(patient: DatedPatient, { steps }: Schedule, clinic: DemoClinic): Line[] {
  const midnight = Date.parse(`${patient.today}T05:00:00Z`);
  return Array.from({ length: recordedDays }, (_, place) => place - recordedDays).flatMap((days) => {
    const on = addDays(patient.today, days);
    const dose = steps.findLast(({ startsOn }) => startsOn <= on)?.dose ?? [];
    return doseSlots.filter((slot) => dose.some(({ slots }) => slots[slot] > 0)).map((slot): Line => {
      const tapped = midnight + days * day + (minuteOf[slot] + clinic.random.between(0, 39)) * 60_000;
      return {
        organisation_id: organisation.id, patient_id: patient.id, id: clinic.random.idAt(tapped), local_date: on, slot, kind: 'taken', tapped_at: at(tapped), received_at: at(tapped),
      };
    });
  });
}

function signerOf(patient: DatedPatient, clinic: DemoClinic): string {
  const key = patient.team.find((member) => member.role === 'prescriber' && member.primary)?.key;
  return clinic.staff.find((person) => person.key === key)?.accountId ?? '';
}
