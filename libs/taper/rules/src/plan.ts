import type { EquivalenceChoice, MedicineCode, ProductCode } from '@evenkeel/medicines-rules';
import type { BasisPoints, DoseSlot, LocalDate, Micrograms } from './dose-step.js';
import type { DayDose } from './day-dose.js';

/** How much a step takes away: ten-thousandths of the dose of that moment, or a fixed amount. */
export type Cut = { readonly by: 'percent'; readonly points: BasisPoints } | { readonly by: 'amount'; readonly ug: Micrograms };

/**
 * From which slots a cut is taken. `evenly`: from the largest each time, the night dose last among equals. A list: the
 * first of them until it is empty, then the next; slots that are not named come after those that are.
 */
export type CutFrom = 'evenly' | readonly DoseSlot[];

/** A cut, then the same dose for so many days, again and again, down to `untilUg` a day of this medicine. */
export interface GradualPhase {
  readonly method: 'gradual';
  readonly medicine: MedicineCode;
  readonly cut: Cut;
  readonly everyDays: number;
  /** Days at the dose before the first cut of this phase. */
  readonly waitDays: number;
  readonly untilUg: Micrograms;
  readonly from: CutFrom;
}

/** One slot after the other from one medicine to another one; the total in equivalents stays. */
export interface SubstitutionPhase {
  readonly method: 'substitution';
  readonly from: MedicineCode;
  readonly to: MedicineCode;
  /** Slots in the order in which they are switched; night first unless there is a reason. */
  readonly order: readonly DoseSlot[];
  /** `half-slot`: each slot in two steps, the medicine split between both in between. */
  readonly share: 'whole-slot' | 'half-slot';
  readonly everyDays: number;
  readonly waitDays: number;
}

/** Very small cuts every day or every few days, in liquid, a compounded strength or weighed. */
export interface MicroTaperPhase {
  readonly method: 'micro-taper';
  readonly medicine: MedicineCode;
  readonly vehicle: 'liquid' | 'compounded' | 'weighed';
  /** `percent`: so much of the dose in so many days, spread evenly over them. `amount`: so much with every step. */
  readonly cut: { readonly by: 'percent'; readonly points: BasisPoints; readonly overDays: number } | { readonly by: 'amount'; readonly ug: Micrograms };
  readonly everyDays: number;
  readonly waitDays: number;
  readonly untilUg: Micrograms;
  readonly from: CutFrom;
}

/** A planned rest at the dose of that moment. */
export interface HoldPhase {
  readonly method: 'hold';
  readonly days: number;
}

/** From the floor dose to nothing, in one signed step. */
export interface FinalStopPhase {
  readonly method: 'final-stop';
  readonly floorUg: Micrograms;
  /** Days at the floor before the stop. */
  readonly waitDays: number;
}

/** The dose stays, for good or until another plan: a valid end, as good as zero. */
export interface MaintenancePhase {
  readonly method: 'maintenance';
  readonly reviewEveryDays: number;
}

export type Phase = GradualPhase | SubstitutionPhase | MicroTaperPhase | HoldPhase | FinalStopPhase | MaintenancePhase;
export type Method = Phase['method'];

/**
 * What happened to the plan since it was signed. A change on a date comes before any step of that date: a hold
 * tapped on the day of a cut keeps the higher dose.
 */
export type PlanChange =
  /** The dose stays from this date: for so many days, or with `null` until a restart. */
  | { readonly kind: 'hold'; readonly on: LocalDate; readonly days: number | null }
  /** The next step comes 14 days later, its size unchanged. */
  | { readonly kind: 'slow-down'; readonly on: LocalDate }
  /** A prescriber goes back by so many steps; from there the plan is walked again. */
  | { readonly kind: 'step-back'; readonly on: LocalDate; readonly steps: number }
  /** A prescriber ends every hold that has begun. */
  | { readonly kind: 'restart'; readonly on: LocalDate };

/** What a prescriber signs: everything from which each dated dose follows, and nothing else. */
export interface TaperPlan {
  readonly format: 1;
  readonly startsOn: LocalDate;
  /** The dose on the first day, before any phase. */
  readonly start: DayDose;
  /** Products the pharmacy dispenses; doses are made of these only. */
  readonly products: readonly ProductCode[];
  /** The signed factors; needed as soon as two medicines have to be compared. All lead to the same medicine. */
  readonly equivalence: readonly EquivalenceChoice[];
  readonly phases: readonly Phase[];
  /** In the order in which they were made. */
  readonly changes: readonly PlanChange[];
}

/** A patient may do these alone; the others are a prescriber's. */
export const patientChanges: readonly PlanChange['kind'][] = ['hold', 'slow-down'];

/** By how many days a slow-down moves the next step. */
export const slowDownDays = 14;

/** Longest plan, in days: five years with their leap days. */
export const longestPlanDays = 1827;

/** In this order slots are switched to another medicine unless the plan says otherwise. */
export const nightFirst: readonly DoseSlot[] = ['night', 'evening', 'midday', 'morning'];
