import type { EquivalenceChoice, MedicineCode } from '@evenkeel/medicines-rules';
import { doseSlots, nightFirst, type DoseSlot, type Method, type Phase, type TaperPlan } from '@evenkeel/taper-rules';
import { writeMg, writePercent, type DecimalSign } from './decimal.js';

/** One medicine of the first day; milligrams as they were typed, empty for a slot without a dose. */
export interface DoseForm {
  readonly medicine: MedicineCode | '';
  readonly slots: Readonly<Record<DoseSlot, string>>;
}

/**
 * A phase as it is typed. It holds the fields of every kind, so that what was typed is still there after the kind was
 * changed and changed back. Days, percents and milligrams are text until the plan is made of them.
 */
export interface PhaseForm {
  /** For the screen alone: tells phases apart while they are moved. */
  readonly id: number;
  readonly method: Method;
  readonly medicine: MedicineCode | '';
  readonly to: MedicineCode | '';
  readonly cutBy: 'percent' | 'amount';
  readonly percent: string;
  readonly amount: string;
  readonly overDays: string;
  readonly everyDays: string;
  readonly waitDays: string;
  readonly until: string;
  readonly from: 'evenly' | 'in-order';
  readonly order: readonly DoseSlot[];
  readonly share: 'whole-slot' | 'half-slot';
  readonly vehicle: 'liquid' | 'compounded' | 'weighed';
  readonly days: string;
  readonly floor: string;
  readonly reviewEveryDays: string;
}

/** Everything a prescriber types or chooses. Half a number is no number yet, so all figures are text. */
export interface PlanForm {
  readonly startsOn: string;
  readonly reason: string;
  readonly doses: readonly DoseForm[];
  readonly products: readonly string[];
  readonly equivalence: readonly EquivalenceChoice[];
  readonly phases: readonly PhaseForm[];
}

const noSlots: DoseForm['slots'] = { morning: '', midday: '', evening: '', night: '' };

export const emptyDose: DoseForm = { medicine: '', slots: noSlots };

/** A phase with the figures that most plans have: a cut of 10 % every 28 days, a week between switches. */
export const newPhase = (id: number, method: Method, medicine: MedicineCode | '', sign: DecimalSign): PhaseForm => ({
  id, method, medicine, to: method === 'substitution' && medicine !== 'diazepam' ? 'diazepam' : '',
  cutBy: 'percent', percent: writePercent(method === 'micro-taper' ? 500 : 1000, sign), amount: '', overDays: '28',
  everyDays: method === 'micro-taper' ? '1' : method === 'substitution' ? '7' : '28', waitDays: method === 'substitution' ? '7' : method === 'final-stop' ? '14' : '28',
  until: '', from: 'evenly', order: nightFirst, share: 'whole-slot', vehicle: 'liquid', days: '28', floor: '', reviewEveryDays: '90',
});

/** The form of a plan that nobody has begun: one medicine to be named, no phase chosen beforehand. */
export const blankForm = (startsOn: string): PlanForm => ({ startsOn, reason: '', doses: [emptyDose], products: [], equivalence: [], phases: [] });

/** A plan as it is typed. Making a plan of this form gives the same plan, but for its changes: those belong to the version that ran. */
export function formOf(plan: TaperPlan, reason: string, sign: DecimalSign): PlanForm {
  return {
    startsOn: plan.startsOn,
    reason,
    doses: plan.start.map(({ medicine, slots }) => ({
      medicine,
      slots: Object.fromEntries(doseSlots.map((slot) => [slot, slots[slot] === 0 ? '' : writeMg(slots[slot], sign)])) as Record<DoseSlot, string>,
    })),
    products: plan.products,
    equivalence: plan.equivalence,
    phases: plan.phases.map((phase, place) => phaseFormOf(phase, place, sign)),
  };
}

function phaseFormOf(phase: Phase, id: number, sign: DecimalSign): PhaseForm {
  const blank = newPhase(id, phase.method, 'medicine' in phase ? phase.medicine : '', sign);
  const order = (from: 'evenly' | readonly DoseSlot[]): Pick<PhaseForm, 'from' | 'order'> => (from === 'evenly' ? { from, order: nightFirst } : { from: 'in-order', order: from });
  const cut = (by: { readonly by: 'percent'; readonly points: number } | { readonly by: 'amount'; readonly ug: number }): Pick<PhaseForm, 'cutBy' | 'percent' | 'amount'> =>
    by.by === 'percent' ? { cutBy: 'percent', percent: writePercent(by.points, sign), amount: '' } : { cutBy: 'amount', percent: '', amount: writeMg(by.ug, sign) };
  switch (phase.method) {
    case 'gradual':
      return { ...blank, ...cut(phase.cut), ...order(phase.from), everyDays: String(phase.everyDays), waitDays: String(phase.waitDays), until: writeMg(phase.untilUg, sign) };
    case 'micro-taper':
      return {
        ...blank, ...cut(phase.cut), ...order(phase.from), vehicle: phase.vehicle, everyDays: String(phase.everyDays), waitDays: String(phase.waitDays),
        until: writeMg(phase.untilUg, sign), overDays: phase.cut.by === 'percent' ? String(phase.cut.overDays) : blank.overDays,
      };
    case 'substitution':
      return { ...blank, medicine: phase.from, to: phase.to, order: phase.order, share: phase.share, everyDays: String(phase.everyDays), waitDays: String(phase.waitDays) };
    case 'hold':
      return { ...blank, days: String(phase.days) };
    case 'final-stop':
      return { ...blank, floor: writeMg(phase.floorUg, sign), waitDays: String(phase.waitDays) };
    case 'maintenance':
      return { ...blank, reviewEveryDays: String(phase.reviewEveryDays) };
  }
}
