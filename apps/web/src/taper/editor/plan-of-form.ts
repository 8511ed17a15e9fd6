import { isRefusal } from '@evenkeel/kernel';
import type { EquivalenceChoice, MedicineCode } from '@evenkeel/medicines-rules';
import { doseOf, doseSlots, emptySlots, inCodeOrder, readPlan, totalOf, type DoseSlot, type SlotAmounts, type TaperPlan } from '@evenkeel/taper-rules';
import { parseMg, parsePercent, type DecimalSign } from './decimal.js';
import type { PhaseForm, PlanForm } from './plan-form.js';

/** What is wrong with one field: a code with the facts for its sentence. */
export interface FieldFault {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** By field, named as in a plan: `start.0.slots.night`, `phases.2.untilUg`, `equivalence.clonazepam`. */
export type FieldFaults = Readonly<Record<string, FieldFault>>;

export type ReadForm = { readonly plan: TaperPlan; readonly faults: null } | { readonly plan: null; readonly faults: FieldFaults };

/** Medicines that the plan has to compare with one another, in the order in which they come up. */
export function medicinesOf(form: PlanForm, earlier: readonly MedicineCode[] = []): readonly MedicineCode[] {
  const named = [...form.doses.map(({ medicine }) => medicine), ...form.phases.flatMap((phase) => (phase.method === 'substitution' ? [phase.medicine, phase.to] : [])), ...earlier];
  return [...new Set(named.flatMap((medicine) => (medicine === '' ? [] : [medicine])))];
}

/** The medicine that all others are compared with: the first one that is switched to, else diazepam, else the first. */
export function referenceOf(form: PlanForm, earlier: readonly MedicineCode[] = []): MedicineCode | null {
  const medicines = medicinesOf(form, earlier);
  const [switched] = form.phases.flatMap((phase) => (phase.method === 'substitution' && phase.to !== '' ? [phase.to] : []));
  return switched ?? medicines.find((medicine) => medicine === 'diazepam') ?? medicines[0] ?? null;
}

/** The signed factors that this plan needs: one for every other medicine, from it to the reference. */
export function choicesOf(form: PlanForm, earlier: readonly MedicineCode[] = []): readonly EquivalenceChoice[] {
  const [reference, medicines] = [referenceOf(form, earlier), medicinesOf(form, earlier)];
  return medicines.flatMap((medicine) => (medicine === reference ? [] : form.equivalence.filter(({ from, to }) => from === medicine && to === reference).slice(0, 1)));
}

/**
 * The plan that was typed, or everything that keeps it from being one, each at its field. Never rounds and never guesses.
 * `earlier` are medicines that were prescribed or taken before and have to be compared with.
 */
export function planOf(form: PlanForm, sign: DecimalSign, earlier: readonly MedicineCode[] = []): ReadForm {
  const faults: Record<string, FieldFault> = {};
  const fail = (field: string, code: string, facts: FieldFault['facts'] = {}): void => { faults[field] ??= { code, facts }; };
  const mg = (field: string, text: string, whenEmpty: number | null): number => {
    if (text.trim() === '' && whenEmpty !== null) return whenEmpty;
    const read = parseMg(text, sign);
    if (!isRefusal(read)) return read;
    fail(field, read.code, read.facts);
    return 0;
  };
  if (form.startsOn === '') fail('startsOn', 'missing');
  const start = form.doses.map(({ medicine, slots }, place) => {
    const amounts = Object.fromEntries(doseSlots.map((slot) => [slot, mg(`start.${place}.slots.${slot}`, slots[slot], 0)])) as Record<DoseSlot, number> satisfies SlotAmounts;
    if (medicine === '') fail(`start.${place}.medicine`, 'missing');
    const isTyped = doseSlots.some((slot) => slots[slot].trim() !== '');
    if (totalOf(amounts) === 0 && !doseSlots.some((slot) => faults[`start.${place}.slots.${slot}`])) fail(`start.${place}.slots.morning`, isTyped ? 'no-dose' : 'missing-dose');
    return { medicine, slots: amounts, total: totalOf(amounts) };
  });
  if (form.products.length === 0) fail('products', 'missing');
  if (form.phases.length === 0) fail('phases', 'missing');
  const [reference, medicines, equivalence] = [referenceOf(form, earlier), medicinesOf(form, earlier), choicesOf(form, earlier)];
  for (const medicine of medicines) {
    if (medicine !== reference && !equivalence.some(({ from }) => from === medicine)) fail(`equivalence.${medicine}`, 'missing');
  }
  const phases = form.phases.map((phase, place) => readPhase(phase, `phases.${place}`, sign, fail, mg));
  if (Object.keys(faults).length > 0) return { plan: null, faults };
  const plan = readPlan({ format: 1, startsOn: form.startsOn, start, products: form.products, equivalence, phases, changes: [] });
  return isRefusal(plan) ? { plan: null, faults: { [formField(plan.field ?? '', plan.facts, form)]: { code: plan.code, facts: plan.facts } } } : { plan, faults: null };
}

type Fail = (field: string, code: string, facts?: FieldFault['facts']) => void;

function readPhase(phase: PhaseForm, path: string, sign: DecimalSign, fail: Fail, mg: (field: string, text: string, whenEmpty: number | null) => number): object {
  const { method } = phase;
  const days = (key: string, text: string): number => {
    if (/^\d{1,5}$/.test(text.trim())) return Number(text);
    fail(`${path}.${key}`, text.trim() === '' ? 'missing' : 'not-whole');
    return 1;
  };
  const named = (key: string, code: string): string => {
    if (code === '') fail(`${path}.${key}`, 'missing');
    return code;
  };
  const from = phase.from === 'evenly' ? 'evenly' : phase.order;
  const percent = (): number => {
    const read = parsePercent(phase.percent, sign);
    if (!isRefusal(read)) return read;
    fail(`${path}.cut.points`, read.code, read.facts);
    return 1;
  };
  const cut = (over: object): object => (phase.cutBy === 'percent' ? { by: 'percent', points: percent(), ...over } : { by: 'amount', ug: mg(`${path}.cut.ug`, phase.amount, null) });
  switch (method) {
    case 'gradual':
      return { method, medicine: named('medicine', phase.medicine), cut: cut({}), everyDays: days('everyDays', phase.everyDays), waitDays: days('waitDays', phase.waitDays), untilUg: mg(`${path}.untilUg`, phase.until, null), from };
    case 'micro-taper':
      return {
        method, medicine: named('medicine', phase.medicine), vehicle: phase.vehicle, cut: cut(phase.cutBy === 'percent' ? { overDays: days('cut.overDays', phase.overDays) } : {}),
        everyDays: days('everyDays', phase.everyDays), waitDays: days('waitDays', phase.waitDays), untilUg: mg(`${path}.untilUg`, phase.until, null), from,
      };
    case 'substitution':
      return { method, from: named('from', phase.medicine), to: named('to', phase.to), order: phase.order, share: phase.share, everyDays: days('everyDays', phase.everyDays), waitDays: days('waitDays', phase.waitDays) };
    case 'hold':
      return { method, days: days('days', phase.days) };
    case 'final-stop':
      return { method, floorUg: mg(`${path}.floorUg`, phase.floor, null), waitDays: days('waitDays', phase.waitDays) };
    case 'maintenance':
      return { method, reviewEveryDays: days('reviewEveryDays', phase.reviewEveryDays) };
  }
}

/**
 * The field of the form that a refusal is about, whoever refused: the parser names `start.0.slots`, the layout `start.night`
 * with the medicine beside it, the server puts `plan.` before all of it and counts medicines in the order of their codes,
 * as they were sent. What has no field of its own is the plan as a whole: an empty text.
 */
export function formField(field: string, facts: FieldFault['facts'], form: PlanForm): string {
  const path = field.startsWith('plan.') ? field.slice(5).replace(/^start\.(\d+)/, (_, place: string) => `start.${placeTyped(form, Number(place))}`) : field;
  const slot = doseSlots.find((each) => path === `start.${each}`);
  if (slot !== undefined) return `start.${Math.max(0, form.doses.findIndex(({ medicine }) => medicine === facts['medicine']))}.slots.${slot}`;
  if (/^start\.\d+\.(slots\.\w+|medicine)$/.test(path)) return path;
  if (/^start\.\d+(\.slots|\.total)?$/.test(path)) return `${path.split('.').slice(0, 2).join('.')}.slots.morning`;
  if (path === 'start') return 'start.0.medicine';
  if (/^products\./.test(path)) return 'products';
  const choice = /^equivalence(?:\.(\d+))?/.exec(path);
  if (choice !== null) return `equivalence.${form.equivalence[Number(choice[1] ?? 0)]?.from ?? ''}`;
  const phase = /^phases\.(\d+)\.(.+)$/.exec(path);
  if (phase?.[2] === 'cut' || phase?.[2] === 'cut.by') return `phases.${phase[1]}.cut.points`;
  return path === 'phases' || phase !== null || path === 'startsOn' || path === 'reason' || path === 'products' ? path : '';
}

/** Where the medicine was typed that comes at this place once they are in the order of their codes. */
function placeTyped(form: PlanForm, place: number): number {
  const medicine = inCodeOrder(form.doses.flatMap((dose) => (dose.medicine === '' ? [] : [doseOf(dose.medicine, emptySlots)])))[place]?.medicine;
  return Math.max(0, form.doses.findIndex((dose) => dose.medicine === medicine));
}
