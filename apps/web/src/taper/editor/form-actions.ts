import type { EquivalenceChoice, MedicineCode } from '@evenkeel/medicines-rules';
import { limitsOf } from '@evenkeel/medicines-rules';
import type { Method, Pace } from '@evenkeel/taper-rules';
import { writeMg, writePercent, type DecimalSign } from './decimal.js';
import { emptyDose, newPhase, type DoseForm, type PhaseForm, type PlanForm } from './plan-form.js';
import { referenceOf } from './plan-of-form.js';

/** Everything that can be done to the form. */
export type FormAction =
  | { readonly do: 'set'; readonly part: Partial<Pick<PlanForm, 'startsOn' | 'reason' | 'products'>> }
  | { readonly do: 'dose'; readonly place: number; readonly part: Partial<Omit<DoseForm, 'slots'>> & { readonly slots?: Partial<DoseForm['slots']> } }
  | { readonly do: 'add-dose' }
  | { readonly do: 'remove-dose'; readonly place: number }
  | { readonly do: 'choose-factor'; readonly choice: EquivalenceChoice }
  | { readonly do: 'phase'; readonly place: number; readonly part: Partial<PhaseForm> }
  | { readonly do: 'add-phase'; readonly method: Method; readonly sign: DecimalSign }
  | { readonly do: 'remove-phase'; readonly place: number }
  | { readonly do: 'move-phase'; readonly place: number; readonly by: -1 | 1 }
  | { readonly do: 'pace'; readonly pace: Pace; readonly sign: DecimalSign }
  | { readonly do: 'replace'; readonly form: PlanForm };

/** The form after it. Nothing is changed in place. */
export function afterAction(form: PlanForm, action: FormAction): PlanForm {
  switch (action.do) {
    case 'set':
      return { ...form, ...action.part };
    case 'dose':
      return { ...form, doses: form.doses.map((dose, place) => (place === action.place ? { ...dose, ...action.part, slots: { ...dose.slots, ...action.part.slots } } : dose)) };
    case 'add-dose':
      return { ...form, doses: [...form.doses, emptyDose] };
    case 'remove-dose':
      return { ...form, doses: form.doses.filter((_, place) => place !== action.place) };
    case 'choose-factor':
      return { ...form, equivalence: [...form.equivalence.filter(({ from, to }) => from !== action.choice.from || to !== action.choice.to), action.choice] };
    case 'phase':
      return { ...form, phases: form.phases.map((phase, place) => (place === action.place ? { ...phase, ...action.part } : phase)) };
    case 'add-phase':
      return { ...form, phases: [...form.phases, withFloor(newPhase(nextId(form), action.method, medicineNow(form), action.sign), medicineNow(form), action.sign)] };
    case 'remove-phase':
      return { ...form, phases: form.phases.filter((_, place) => place !== action.place) };
    case 'move-phase':
      return { ...form, phases: swapped(form.phases, action.place, action.place + action.by) };
    case 'pace':
      return { ...form, phases: [...form.phases.filter(({ method }) => method === 'substitution'), ...phasesOfPace(form, action.pace, action.sign)] };
    case 'replace':
      return action.form;
  }
}

const nextId = (form: PlanForm): number => Math.max(-1, ...form.phases.map(({ id }) => id)) + 1;

/** The medicine that is taken behind the phases so far. */
const medicineNow = (form: PlanForm): MedicineCode | '' =>
  form.phases.some(({ method }) => method === 'substitution') ? (referenceOf(form) ?? '') : (form.doses[0]?.medicine ?? '');

/** The highest dose from which this medicine may be stopped, typed in; left open where nobody has entered one. */
function withFloor(phase: PhaseForm, medicine: MedicineCode | '', sign: DecimalSign): PhaseForm {
  const floor = medicine === '' ? null : (limitsOf(medicine).highestFloor?.ug ?? null);
  if (floor === null) return phase;
  const typed = writeMg(floor, sign);
  return phase.method === 'final-stop' ? { ...phase, floor: typed } : phase.method === 'gradual' || phase.method === 'micro-taper' ? { ...phase, until: typed } : phase;
}

/** A pace as phases: down to the floor of the medicine, and the final stop from there. */
function phasesOfPace(form: PlanForm, { code, points, everyDays }: Pace, sign: DecimalSign): readonly PhaseForm[] {
  const [id, medicine] = [nextId(form), medicineNow(form)];
  const days = String(everyDays);
  const percent = writePercent(points, sign);
  const down = code === 'micro'
    ? { ...newPhase(id, 'micro-taper', medicine, sign), percent, overDays: days, waitDays: '14' }
    : { ...newPhase(id, 'gradual', medicine, sign), percent, everyDays: days, waitDays: days };
  const stop = { ...newPhase(id + 1, 'final-stop', medicine, sign), waitDays: String(Math.max(14, everyDays)) };
  return [withFloor(down, medicine, sign), withFloor(stop, medicine, sign)];
}

function swapped<T>(list: readonly T[], left: number, right: number): readonly T[] {
  const [one, other] = [list[left], list[right]];
  if (one === undefined || other === undefined) return list;
  return list.map((each, place) => (place === left ? other : place === right ? one : each));
}
