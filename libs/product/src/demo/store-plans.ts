import type { Sealer } from '@evenkeel/encryption';
import { easingOf } from '@evenkeel/taper-rules';
import { sealedPlan } from '@evenkeel/taper-server';
import type pg from 'pg';
import type { DatedPatient, DemoClinic } from './demo-clinic.js';
import { at, insertAll, type Line } from './insert-all.js';
import { organisation } from './people.js';
import { taperOf } from './taper-plans.js';

const day = 86_400_000;
/** Days before today on which the own prescriber looked at how a step went. Only where the next one may come by itself. */
const reviewedBefore: Readonly<Record<string, number>> = { alder: 4 };
const texts = {
  en: { reason: 'Agreed in the first visit: small steps, a rest whenever it is needed, and a review before each step.', signOff: 'Talked through in the visit; the pace is hers or his to slow down.' },
  es: { reason: 'Acordado en la primera visita: pasos pequeños, una pausa siempre que haga falta y una revisión antes de cada paso.', signOff: 'Hablado en la visita; puede ir más despacio cuando quiera.' },
} as const;
const specialist = 'Dr. Helena Brandt, neurology';

/** Writes the signed plan of each patient, why it was signed, and what happened to it since. */
export async function storePlans(owner: pg.ClientBase, sealer: Sealer, clinic: DemoClinic): Promise<void> {
  for (const patient of clinic.patients) {
    const taper = taperOf(patient, patient.today);
    const signer = signerOf(patient, clinic);
    const signedAt = clinic.openedAt + day;
    const id = clinic.random.idAt(signedAt);
    const of = { organisation_id: organisation.id, patient_id: patient.id, number: 1 };
    const words = texts[patient.language];
    const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[] };
    const startedAt = clinic.now + (patient.steps[0]?.day ?? 0) * day;
    await insertAll(owner, 'clin.plan_version', [{
      ...of, id, state: 'active', starts_on: taper.plan.startsOn, plan: taper.plan, facts: taper.facts, findings: taper.findings, author: signer,
      reason: await sealer.seal(queries, patient.id, sealedPlan.reason, id, words.reason), row_version: 1, created_at: at(clinic.openedAt), checked_at: at(signedAt),
      signed_by: signer, signed_at: at(signedAt), activated_at: at(startedAt), read_at: at(signedAt + day / 2), next_at: at(clinic.now),
      passed_cut: lastCutOf(patient),
    }]);
    const signOffs: Line[] = [];
    for (const { rule, version, on } of taper.eased) {
      const signOff = clinic.random.idAt(signedAt);
      const kind = easingOf(rule);
      signOffs.push({
        ...of, id: signOff, kind, rule, rule_version: version, on_date: on, reason: await sealer.seal(queries, patient.id, sealedPlan.signOff, signOff, words.signOff), by_account: signer,
        by_name: kind === 'specialist-sign-off' ? await sealer.seal(queries, patient.id, sealedPlan.specialist, signOff, specialist) : null, confirmed_twice: kind !== 'reason', at: at(signedAt),
      });
    }
    await insertAll(owner, 'clin.plan_sign_off', signOffs);
    await insertAll(owner, 'clin.plan_change', taper.changes.map(({ on, days }) => {
      const heldAt = Date.parse(`${on}T15:00:00Z`);
      return { ...of, id: clinic.random.idAt(heldAt), kind: 'hold', cause: 'prescriber', on_date: on, days, made_by: signer, tapped_at: at(heldAt), received_at: at(heldAt) };
    }));
    const reviewed = reviewedBefore[patient.key];
    if (reviewed !== undefined) {
      const reviewedAt = clinic.now - reviewed * day;
      await insertAll(owner, 'clin.step_review', [{ ...of, cut_on: nextCutOf(patient), id: clinic.random.idAt(reviewedAt), decision: 'go-on', reviewed_by: signer, at: at(reviewedAt) }]);
    }
  }
}

function signerOf(patient: DatedPatient, clinic: DemoClinic): string {
  const key = patient.team.find((member) => member.role === 'prescriber' && member.primary)?.key;
  return clinic.staff.find((person) => person.key === key)?.accountId ?? '';
}

const dateOf = ({ today }: DatedPatient, days: number): string => new Date(Date.parse(`${today}T12:00:00Z`) + days * day).toISOString().slice(0, 10);
const lastCutOf = (patient: DatedPatient): string => dateOf(patient, patient.steps.findLast((step) => step.kind === 'reduce' && step.day <= 0)?.day ?? 0);
const nextCutOf = (patient: DatedPatient): string => dateOf(patient, patient.steps.find((step) => step.day > 0)?.day ?? 0);
