import { isRefusal } from '@evenkeel/kernel';
import { medicineCodes, productsOf } from '@evenkeel/medicines-rules';
import { addDays, checkPlan, daysOf, doseSlots, prepareCheck, type PlanSurroundings, type TaperPlan } from '@evenkeel/taper-rules';
import { figure, median, publish } from './figures.js';

const rounds = 25;
const planDays = 730;
const floorUg = 125;

/** Two years of daily cuts: 4 mg in four slots, a good 6 % in two weeks, measured in a syringe of 0.1 mg/mL. */
const plan: TaperPlan = {
  format: 1, startsOn: '2027-01-04', products: ['clonazepam-liquid-100'], equivalence: [], changes: [],
  start: [{ medicine: 'clonazepam', slots: { morning: 1000, midday: 1000, evening: 1000, night: 1000 }, total: 4000 }],
  phases: [
    { method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'percent', points: 640, overDays: 14 }, everyDays: 1, waitDays: 1, untilUg: floorUg, from: 'evenly' },
    { method: 'final-stop', floorUg, waitDays: 14 },
  ],
};

const around: PlanSurroundings = {
  known: new Map(medicineCodes.flatMap((code) => productsOf(code)).map((product) => [product.code, product])),
  listed: productsOf('clonazepam', 'GB'), earlierFactors: [],
  prescribed: [{ startsOn: '2026-10-01', dose: plan.start }],
  patient: { ageYears: 66, monthsOfUse: 40, factors: ['sensitive-to-small-changes', 'opioids'], daysSinceRiskReview: 30 },
};

/** Laid out, put on the calendar, each day resolved to volumes in four slots, every rule asked. */
function ours(): number {
  const check = prepareCheck(plan, around);
  if (isRefusal(check)) throw new Error(`${check.code} at ${check.field}`);
  const intakes = daysOf(check.schedule, check.laid.makers, plan.startsOn, addDays(plan.startsOn, planDays - 1));
  const findings = checkPlan(check);
  if (intakes.length !== planDays || findings.length < 40 || findings.some(({ rule, verdict }) => rule === 'ceiling' && verdict !== 'ok')) throw new Error('Not the plan that was meant');
  return intakes.reduce((sum, { intake }) => sum + intake.length, 0);
}

/** The same days and slots in integers and nothing else: a line downwards shared out over the slots, and the ceiling over 14 days. */
function bare(): number {
  const totals = new Int32Array(planDays);
  const volumes = new Int32Array(planDays * doseSlots.length);
  let breaches = 0;
  let base = 4000;
  for (let day = 0; day < planDays; day += 1) {
    if (day > 0 && day % 14 === 0) base -= Math.trunc((base * 640) / 10_000);
    const total = Math.max(floorUg, base - Math.trunc((Math.trunc((base * 640) / 10_000) * (day % 14)) / 14));
    totals[day] = total;
    for (let slot = 0; slot < doseSlots.length; slot += 1) volumes[day * 4 + slot] = (Math.trunc(total / 4) + (slot < total % 4 ? 1 : 0)) * 10;
    let highest = 0;
    for (let before = Math.max(0, day - 14); before < day; before += 1) highest = Math.max(highest, totals[before] ?? 0);
    if ((highest - total) * 4 > highest) breaches += 1;
  }
  return breaches + (volumes.at(-1) ?? 0);
}

/** Milliseconds of one run, from as many as make a measurable time. */
function timed(once: () => number, times: number): number {
  const begun = performance.now();
  let kept = 0;
  for (let n = 0; n < times; n += 1) kept += once();
  if (kept === 0) throw new Error('Nothing was computed');
  return (performance.now() - begun) / times;
}

/** A two-year daily micro-taper with four slots: generated and checked, against a bare integer loop over the same days. */
export async function taperPlan(): Promise<void> {
  timed(ours, 10);
  timed(bare, 500);
  const [mine, limit]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    mine.push(timed(ours, 4));
    limit.push(timed(bare, 200));
  }
  await publish('taper-plan', [
    figure('two years, daily cuts, four slots', 'ms', median(mine), median(limit)),
    figure('the same as plans in a second', '1/s', 1000 / median(mine), 1000 / median(limit)),
  ]);
}
