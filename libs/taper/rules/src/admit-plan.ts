import { multiply, type Refusal, refuse } from '@evenkeel/kernel';
import { totalOfMedicine, type DayDose } from './day-dose.js';
import type { LocalDate } from './dose-step.js';
import type { TaperPlan } from './plan.js';

export type AdmitRefusal = 'in-the-past' | 'ten-times-the-dose' | 'tenfold-concentration';

/**
 * What no reason makes right, asked before any rule: a plan that begins in the past, and a first dose of ten times or
 * more what was prescribed before, which is a slip of the decimal point.
 */
export function admitPlan(plan: TaperPlan, today: LocalDate, lastPrescribed: DayDose): Refusal<AdmitRefusal> | null {
  if (plan.startsOn < today) return refuse('in-the-past', 'startsOn', { today });
  for (const [place, dose] of plan.start.entries()) {
    const before = totalOfMedicine(lastPrescribed, dose.medicine);
    if (before > 0 && dose.total >= multiply(before, 10)) return refuse('ten-times-the-dose', `start.${place}.slots`, { beforeUg: before, askedUg: dose.total });
  }
  return null;
}

/** A dispensed concentration ten times or more above or below the last one: entered wrongly, or a danger that a pharmacist has to look at first. */
export function admitConcentration(beforeUgPerMl: number, nowUgPerMl: number): Refusal<AdmitRefusal> | null {
  const isTenfold = multiply(beforeUgPerMl, 10) <= nowUgPerMl || multiply(nowUgPerMl, 10) <= beforeUgPerMl;
  return isTenfold ? refuse('tenfold-concentration', 'concentrationUgPerMl', { beforeUgPerMl, nowUgPerMl }) : null;
}
