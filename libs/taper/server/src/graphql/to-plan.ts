import { easingOf, type Finding, openFindings, serialisePlan } from '@evenkeel/taper-rules';
import type { MyPlan, ShownAmount, ShownSlot } from '../read-my-plan.js';
import { liveChanges, type PlanRecord, type StoredChange, type StoredSignOff } from '../plan-record.js';
import type { Around } from '../plan-surroundings.js';
import type { ShownTaper, ShownVersion } from '../read-plans.js';
import { DoseAmountType, MyPlanType, SlotDoseType } from './my-plan.types.js';
import { MedicineDoseType, PatientFactsType, PatientTaperType, PlanSurroundingsType, PrescribedDoseType } from './patient-taper.types.js';
import { FindingFigureType, FindingType, PlanChangeType, PlanSignOffType, PlanVersionType } from './plan-version.types.js';
import { toTaperSettings } from './taper-settings.types.js';

/** A tap that took longer than this to arrive is called late. */
const lateAfterMilliseconds = 300_000;

/** @param open whether it still stands in the way of a signature */
export const toFinding = ({ inputs, ...finding }: Finding, open: boolean): FindingType => Object.assign(new FindingType(), {
  ...finding, eased: easingOf(finding.rule), open,
  inputs: Object.entries(inputs).map(([name, value]) => Object.assign(new FindingFigureType(), { name, value: String(value) })),
});

const toChange = ({ id, kind, cause, on, days, steps, tappedAt, receivedAt, undoneAt }: StoredChange): PlanChangeType => Object.assign(new PlanChangeType(), {
  id, kind, cause, on, days, steps, tappedAt, receivedAt, undoneAt, late: receivedAt.getTime() - tappedAt.getTime() > lateAfterMilliseconds,
});

const toSignOff = ({ id, kind, rule, ruleVersion, on, reason, byName, byAccount, isConfirmedTwice, at }: StoredSignOff, names: ShownVersion['names']): PlanSignOffType =>
  Object.assign(new PlanSignOffType(), { id, kind, rule, ruleVersion, on, reason, at, confirmedTwice: isConfirmedTwice, by: byName ?? names.get(byAccount) ?? 'prescriber' });

export function toVersionType({ record, endsOn, names, isOwn }: ShownVersion): PlanVersionType {
  const { id, number, basedOn, state, ended, startsOn, signedBy, signedAt, activatedAt, readAt, rowVersion, heldAt, heldBy, reason } = record;
  const open = new Set(record.signedAt === null ? openFindings(record.findings, record.signOffs, record.author) : []);
  return Object.assign(new PlanVersionType(), {
    id, number, basedOn, state, ended, startsOn, endsOn, signedAt, activatedAt, readAt, rowVersion, heldBy, heldSince: heldAt, reason, own: isOwn,
    author: names.get(record.author) ?? 'prescriber', signedBy: signedBy === null ? null : (names.get(signedBy) ?? 'prescriber'), plan: planText(record),
    findings: record.findings.map((finding) => toFinding(finding, open.has(finding))), signOffs: record.signOffs.map((each) => toSignOff(each, names)),
    changes: record.changes.map(toChange),
  });
}

const planText = (record: PlanRecord): string => serialisePlan({ ...record.plan, changes: liveChanges(record) });

function toSurroundings({ day, prescribed, facts, products, settings }: Around): PlanSurroundingsType {
  const { ageYears, monthsOfUse, factors, daysSinceRiskReview } = facts;
  return Object.assign(new PlanSurroundingsType(), {
    today: day.today, country: day.country, facts: Object.assign(new PatientFactsType(), { ageYears, monthsOfUse, factors: [...factors], daysSinceRiskReview }),
    products: products.own.map((product) => JSON.stringify(product)), settings: toTaperSettings(settings),
    prescribed: prescribed.map(({ startsOn, dose }) => Object.assign(new PrescribedDoseType(), {
      startsOn, dose: dose.map(({ medicine, total, slots }) => Object.assign(new MedicineDoseType(), {
        medicine, totalMicrograms: total, morningMicrograms: slots.morning, middayMicrograms: slots.midday, eveningMicrograms: slots.evening, nightMicrograms: slots.night,
      })),
    })),
  });
}

export const toPatientTaper = ({ patientId, versions, around, runsOutOn, lockedBecause, nextCutOn, nextStepFindings }: ShownTaper): PatientTaperType => Object.assign(new PatientTaperType(), {
  patientId, versions: versions.map(toVersionType), surroundings: around === null ? null : toSurroundings(around), runsOutOn,
  lockedBecause: lockedBecause === null ? null : [...lockedBecause], nextCutOn, nextStepFindings: nextStepFindings.map((finding) => toFinding(finding, finding.verdict === 'block')),
});

export const toMyPlan = ({ plan, coming, undo, doses, products, lockedBecause, ...my }: MyPlan): MyPlanType => Object.assign(new MyPlanType(), {
  ...my, plan: plan === null ? null : toVersionType(plan), coming: coming === null ? null : toVersionType(coming), doses: doses.map(toSlot),
  products: products.map((product) => JSON.stringify(product)), heldSince: plan?.record.heldAt ?? null, undoUntil: undo?.until ?? null, undoId: undo?.id ?? null,
  lockedBecause: lockedBecause === null ? null : [...lockedBecause],
});

const toSlot = ({ slot, medicine, ug, amounts }: ShownSlot): SlotDoseType =>
  Object.assign(new SlotDoseType(), { slot, medicine, micrograms: ug, amounts: amounts.map(toAmount) });

const toAmount = ({ amount, product }: ShownAmount): DoseAmountType => Object.assign(new DoseAmountType(), {
  product: product.code, label: product.label, form: product.form,
  quarters: 'quarters' in amount ? amount.quarters : null, microlitres: 'ul' in amount ? amount.ul : null, milligrams: 'mg' in amount ? amount.mg : null,
  strengthMicrograms: product.kind === 'solid' ? product.strengthUg : null, concentrationMicrogramsPerMl: product.kind === 'liquid' ? product.concentrationUgPerMl : null,
  syringeMarkMicrolitres: product.kind === 'liquid' ? product.syringeMarkUl : null, syringeCapacityMicrolitres: product.kind === 'liquid' ? product.syringeCapacityUl : null,
});
