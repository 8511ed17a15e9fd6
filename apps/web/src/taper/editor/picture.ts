import { divideNearest, divideUp, isRefusal, multiply } from '@evenkeel/kernel';
import type { EquivalenceChoice, MedicineCode, Product, ProductCode } from '@evenkeel/medicines-rules';
import {
  addDays, admitPlan, amountsNeeded, ceilingLine, checkPlan, dayNumber, daysBetween, defaultTaperSettings, endRange, holdWhatIf, intakeOf, prepareCheck,
  type AmountNeeded, type DatedDose, type DayDose, type EndRange, type Finding, type LocalDate, type PatientFacts, type PlanCheck, type PlanChange, type SlotIntake, type StepReason, type TaperPlan, type TaperSettings,
} from '@evenkeel/taper-rules';
import type { CurvePoint, DoseCurve } from '@evenkeel/timeline-scene';
import type { FieldFault } from './plan-of-form.js';

/** What is known around a plan, as plain values that can be handed to a worker. */
export interface Around {
  /** Every product that may stand in a plan: shipped ones and the organisation's own. */
  readonly known: readonly Product[];
  /** Products that could be dispensed where the patient lives. */
  readonly listed: readonly Product[];
  readonly prescribed: readonly DatedDose[];
  readonly earlierFactors: readonly EquivalenceChoice[];
  readonly patient: PatientFacts;
  /** What the organisation signed; its version is 0 while nobody has. */
  readonly settings?: TaperSettings;
  /** The patient's own date. */
  readonly today: LocalDate;
}

/** A plan to be looked at. A version that runs is looked at with what happened to it. */
export interface Ask {
  readonly plan: TaperPlan;
  readonly changes: readonly PlanChange[];
  /** A plan that is still written has to begin today or later; one that was signed began when it began. */
  readonly isNew: boolean;
  readonly supplyDays: number;
  readonly page: number;
  /** A hold to be tried; `null` for none. */
  readonly hold: { readonly on: LocalDate; readonly days: number } | null;
}

export const rowsOnPage = 20;
export const periodsShown = 13;

/** What has to be on the screen while a finger moves: small, and quick to hand over. */
export interface Sketch {
  readonly refused: ({ readonly field: string } & FieldFault) | null;
  readonly curve: DoseCurve | null;
  readonly steps: number;
  readonly end: EndRange | null;
  readonly endsOn: LocalDate | null;
  /** How the plan ends as it stands: at zero, in maintenance, or above zero without either. */
  readonly endsAs: 'zero' | 'maintenance' | 'open';
  readonly blocks: number;
  readonly warnings: number;
  /** The unit of the curve where several medicines are compared; `null` for the medicine itself. */
  readonly inEquivalentsOf: MedicineCode | null;
}

export interface StepRow {
  readonly place: number;
  readonly startsOn: LocalDate;
  readonly reason: StepReason;
  readonly phase: number;
  readonly dose: DayDose;
  readonly intake: readonly SlotIntake[];
  /** So much less than the dose before, in ten-thousandths of it; `null` where nothing became less. */
  readonly lessPoints: number | null;
  readonly coarserThanAsked: boolean;
}

export interface SupplyPeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly needed: readonly AmountNeeded[];
}

/** Everything else, once the finger rests. */
export interface Detail {
  readonly rows: readonly StepRow[];
  readonly rowCount: number;
  readonly findings: readonly Finding[];
  /** Divides the totals that findings name: 1, or the weight of a microgram of the medicine they are compared in. */
  readonly unitWeight: number;
  readonly supply: readonly SupplyPeriod[];
  readonly supplyPeriods: number;
  readonly moved: readonly { readonly from: LocalDate; readonly to: LocalDate; readonly dose: DayDose }[];
  readonly movedCount: number;
  readonly heldEnd: LocalDate | null;
}

/** A plan that was laid out, or why it is none yet. */
export type Looked = { readonly check: PlanCheck; readonly findings: readonly Finding[]; readonly refused: null } | { readonly check: null; readonly refused: { readonly field: string } & FieldFault };

/** Lays the plan out and asks every rule, as the server will. */
export function lookAt(ask: Pick<Ask, 'plan' | 'changes' | 'isNew'>, around: Around): Looked {
  try {
    return laidOut(ask, around);
  } catch (error) {
    // Figures beyond what is counted exactly are refused by an exception; on this screen they are a field to correct.
    if (error instanceof RangeError) return { check: null, refused: { field: '', code: 'cannot-be-computed', facts: {} } };
    throw error;
  }
}

function laidOut({ plan, changes, isNew }: Pick<Ask, 'plan' | 'changes' | 'isNew'>, around: Around): Looked {
  const last = around.prescribed.filter(({ startsOn }) => startsOn <= around.today).at(-1)?.dose ?? [];
  const admitted = isNew ? admitPlan(plan, around.today, last) : null;
  if (admitted !== null) return { check: null, refused: { field: admitted.field ?? '', code: admitted.code, facts: admitted.facts } };
  const known = new Map<ProductCode, Product>(around.known.map((product) => [product.code, product]));
  const { listed, prescribed, earlierFactors, patient, settings = defaultTaperSettings } = around;
  const check = prepareCheck(plan, { known, listed, prescribed, earlierFactors, patient, settings }, changes);
  if (isRefusal(check)) return { check: null, refused: { field: check.field ?? '', code: check.code, facts: check.facts } };
  return { check, findings: checkPlan(check), refused: null };
}

const curveTail = 14;
const historyShown = 14;

/** What moves with the finger. */
export function sketchOf(looked: Looked, ask: Pick<Ask, 'hold' | 'changes'>): Sketch {
  if (looked.check === null) return { refused: looked.refused, curve: null, steps: 0, end: null, endsOn: null, endsAs: 'open', blocks: 0, warnings: 0, inEquivalentsOf: null };
  const { check, findings } = looked;
  const { schedule, laid } = check;
  const isMaintenance = laid.plan.phases.at(-1)?.method === 'maintenance';
  return {
    refused: null,
    curve: curveOf(check, findings, ask),
    steps: schedule.steps.length,
    end: endRange(schedule, laid.plan.startsOn),
    endsOn: schedule.endsOn,
    endsAs: isMaintenance ? 'maintenance' : (laid.steps.at(-1)?.dose.length ?? 0) === 0 ? 'zero' : 'open',
    blocks: findings.filter(({ verdict }) => verdict === 'block').length,
    warnings: findings.filter(({ verdict }) => verdict === 'warn').length,
    inEquivalentsOf: check.weights.size > 1 ? (laid.plan.equivalence[0]?.to ?? null) : null,
  };
}

/** The weight of one microgram of the medicine in which totals are shown. */
const unitOf = ({ weights, laid }: PlanCheck): number => (weights.size > 1 ? (weights.get(laid.plan.equivalence[0]?.to ?? 'diazepam') ?? 1) : 1);

function curveOf(check: PlanCheck, findings: readonly Finding[], { hold, changes }: Pick<Ask, 'hold' | 'changes'>): DoseCurve {
  const { track, schedule, laid, weights, first } = check;
  const unit = unitOf(check);
  const begin = dayNumber(laid.plan.startsOn) - (first > 0 ? historyShown : 0);
  const tried = hold === null ? null : holdWhatIf(laid, hold.on, hold.days, changes);
  const end = Math.max(...[schedule, ...(tried === null ? [] : [tried.after])].map(({ steps }) => dayNumber(steps.at(-1)?.startsOn ?? laid.plan.startsOn))) + curveTail;
  const micrograms = (weight: number): number => divideNearest(weight, unit);
  const points = (all: readonly { readonly day: number; readonly weight: number }[]): readonly CurvePoint[] => {
    const [before, inside] = [all.findLast(({ day }) => day <= begin), all.filter(({ day }) => day > begin)];
    return [...(before === undefined ? [] : [{ ...before, day: begin }]), ...inside].map(({ day, weight }) => ({ day: day - begin, micrograms: micrograms(weight) }));
  };
  const weigh = (dose: DayDose): number => dose.reduce((sum, { medicine, total }) => sum + multiply(total, weights.get(medicine) ?? 0), 0);
  const parts = weights.size < 2 ? [] : [...weights].flatMap(([drug, weight]) => {
    const own = track.map(({ day, step }) => ({ day, weight: multiply(step.dose.find(({ medicine }) => medicine === drug)?.total ?? 0, weight) }));
    return own.some((point) => point.weight > 0) ? [{ drug, points: points(own) }] : [];
  });
  const breaches = new Set(findings.filter(({ rule, verdict }) => (rule === 'ceiling' || rule === 'unavoidable-step') && verdict !== 'ok').flatMap(({ on }) => (on === null ? [] : [dayNumber(on) - begin])));
  return {
    from: addDays(laid.plan.startsOn, begin - dayNumber(laid.plan.startsOn)),
    days: end - begin,
    total: points(track),
    parts,
    // The line goes on where the plan does: after the last dose there is nothing to be below.
    ceiling: points(ceilingLine(track)),
    breaches: [...breaches],
    other: tried === null ? [] : points(tried.after.steps.map(({ startsOn, dose }) => ({ day: dayNumber(startsOn), weight: weigh(dose) }))),
  };
}

/** What waits for the finger to rest. */
export function detailOf(looked: Looked, ask: Ask): Detail | null {
  if (looked.check === null) return null;
  const { check, findings } = looked;
  const { schedule, laid, track, first } = check;
  const rows = schedule.steps.slice(ask.page * rowsOnPage, (ask.page + 1) * rowsOnPage).map((step, index): StepRow => {
    const place = ask.page * rowsOnPage + index;
    const [before, now] = [track[first + place - 1], track[first + place]];
    const less = before === undefined || now === undefined || before.weight <= now.weight ? null : divideNearest(multiply(before.weight - now.weight, 10_000), before.weight);
    const { startsOn, reason, phase, dose, coarserThanAsked } = step;
    return { place, startsOn, reason, phase, dose, intake: intakeOf(dose, laid.makers), lessPoints: less, coarserThanAsked };
  });
  const [supply, supplyPeriods] = supplyOf(check, ask.supplyDays);
  const tried = ask.hold === null ? null : holdWhatIf(laid, ask.hold.on, ask.hold.days, ask.changes);
  const moved = (tried?.moved ?? []).map(({ from, to, step }) => ({ from, to, dose: step.dose }));
  return {
    rows, rowCount: schedule.steps.length, findings, unitWeight: unitOf(check), supply, supplyPeriods,
    moved: moved.slice(0, rowsOnPage), movedCount: moved.length, heldEnd: tried?.after.endsOn ?? null,
  };
}

/** What each dispensing period needs, from the start to the last dose; of a plan that goes on, to the end of the period after its last step. */
function supplyOf({ schedule, laid }: PlanCheck, days: number): readonly [readonly SupplyPeriod[], number] {
  const from = laid.plan.startsOn;
  const last = schedule.steps.at(-1);
  const isOver = last !== undefined && last.dose.length === 0;
  const covered = last === undefined ? 1 : daysBetween(from, last.startsOn) + (isOver ? 0 : days);
  const count = divideUp(Math.max(1, covered), days);
  const periods = Array.from({ length: Math.min(count, periodsShown) }, (_, place): SupplyPeriod => {
    const begin = addDays(from, place * days);
    const end = addDays(begin, days - 1);
    return { from: begin, to: end, needed: amountsNeeded(schedule, laid.makers, begin, end) };
  });
  return [periods, count];
}
