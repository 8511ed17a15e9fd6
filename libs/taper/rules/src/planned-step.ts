import type { Refusal } from '@evenkeel/kernel';
import type { EquivalenceChoice, MedicineCode } from '@evenkeel/medicines-rules';
import type { DayDose } from './day-dose.js';
import type { DoseMaker } from './make-dose.js';
import { longestPlanDays, type Phase } from './plan.js';

export type StepReason = 'start' | 'cut' | 'micro-cut' | 'switch' | 'final-stop' | 'maintenance' | 'step-back';

/** A step before it has a date. */
export interface PlannedStep {
  readonly reason: StepReason;
  /** Place of its phase in the plan; -1 for the start. */
  readonly phase: number;
  /** Days since the step before it began; 0 for the start. */
  readonly afterDays: number;
  readonly dose: DayDose;
  /** No smaller cut could be made than this one, which is larger than the phase asks for. */
  readonly coarserThanAsked: boolean;
}

export type PlanRefusal =
  | 'cannot-be-made'
  | 'target-above-dose'
  | 'no-such-medicine-in-dose'
  | 'no-products-of-medicine'
  | 'equivalence-missing'
  | 'equivalent-cannot-be-made'
  | 'plan-too-long'
  | 'nothing-follows-the-end'
  | 'not-one-medicine'
  | 'dose-above-floor';

/** Where the plan stands while its steps are laid out, one after the other. */
export interface Layout {
  readonly makers: ReadonlyMap<MedicineCode, DoseMaker>;
  readonly equivalence: readonly EquivalenceChoice[];
  readonly steps: PlannedStep[];
  dose: DayDose;
  /** Days to wait that a planned hold has added to the next step. */
  heldDays: number;
  /** Days from the start to the last step. */
  days: number;
}

/** Puts the next step down; `false` when the plan would become too long. */
export function putStep(layout: Layout, step: Omit<PlannedStep, 'coarserThanAsked'> & { readonly coarserThanAsked?: boolean }): boolean {
  const afterDays = step.afterDays + layout.heldDays;
  layout.days += afterDays;
  if (layout.days > longestPlanDays) return false;
  layout.steps.push({ coarserThanAsked: false, ...step, afterDays });
  layout.dose = step.dose;
  layout.heldDays = 0;
  return true;
}

/** Lays the steps of one phase; a refusal names the field within the phase. */
export type LayPhase<P extends Phase> = (layout: Layout, phase: P, place: number) => Refusal<PlanRefusal> | null;
