import { isRefusal, type Refusal, refuse } from '@evenkeel/kernel';
import type { EquivalenceChoice, Product } from '@evenkeel/medicines-rules';
import { isSameDay } from './day-dose.js';
import type { LocalDate } from './dose-step.js';
import { trackOf, type DatedDose, type DoseTrack, type TrackPoint } from './dose-track.js';
import { weightsOf, type Weights } from './equivalent.js';
import { layOut, type LaidPlan, type LayRefusal } from './lay-plan.js';
import type { Method, PlanChange, TaperPlan } from './plan.js';
import type { PatientFacts } from './risk-factors.js';
import { scheduleOf, type DatedStep, type Schedule } from './schedule.js';
import { defaultTaperSettings, type TaperSettings } from './taper-settings.js';

/** What is known around a plan when it is checked. */
export interface PlanSurroundings {
  /** Every product there is: shipped ones and the organisation's own, by code. */
  readonly known: ReadonlyMap<string, Product>;
  /** Products that could be dispensed where the patient lives. */
  readonly listed: readonly Product[];
  /** What earlier versions prescribed, or what intake found to be taken, each from its date on. At least 60 days back where there is so much. */
  readonly prescribed: readonly DatedDose[];
  /** Factors that the version before was signed with. */
  readonly earlierFactors: readonly EquivalenceChoice[];
  readonly patient: PatientFacts;
  /** What the organisation signed; the defaults where there is none. */
  readonly settings?: TaperSettings;
}

/** One dose giving way to another one within the plan. */
export interface StepChange {
  readonly on: LocalDate;
  readonly before: TrackPoint<DatedStep>;
  readonly after: TrackPoint<DatedStep>;
  /** Place of `after` on the track. */
  readonly place: number;
  readonly method: Method | null;
}

/** A plan on the calendar with what came before it, ready for the rules. */
export interface PlanCheck extends PlanSurroundings {
  readonly settings: TaperSettings;
  readonly laid: LaidPlan;
  readonly schedule: Schedule;
  readonly weights: Weights;
  readonly track: DoseTrack<DatedStep>;
  /** Place of the plan's first dose on the track. */
  readonly first: number;
  readonly changes: readonly StepChange[];
}

export type PreparationRefusal = LayRefusal | 'history-cannot-be-compared';

/** Lays the plan out, puts it on the calendar and behind what was prescribed before; refuses what is no plan at all. */
export function prepareCheck(plan: TaperPlan, around: PlanSurroundings, changes: readonly PlanChange[] = plan.changes): PlanCheck | Refusal<PreparationRefusal> {
  const laid = layOut(plan, around.known);
  if (isRefusal(laid)) return laid;
  const schedule = scheduleOf(laid, changes);
  const earlier = around.prescribed
    .filter(({ startsOn }) => startsOn < plan.startsOn)
    .map(({ startsOn, dose }): DatedStep => ({ startsOn, dose, reason: 'start', phase: -1, coarserThanAsked: false }));
  const all = [...earlier, ...schedule.steps];
  const weights = weightsOf(all.flatMap((step) => step.dose.map(({ medicine }) => medicine)), plan.equivalence);
  if (weights === null) return refuse('history-cannot-be-compared', 'equivalence');
  const track = trackOf(all, weights);
  return { ...around, settings: around.settings ?? defaultTaperSettings, laid, schedule, weights, track, first: earlier.length, changes: changesOn(track, earlier.length, plan) };
}

function changesOn(track: DoseTrack<DatedStep>, first: number, plan: TaperPlan): readonly StepChange[] {
  return track.flatMap((after, place) => {
    const before = track[place - 1];
    if (before === undefined || place < first || isSameDay(before.step.dose, after.step.dose)) return [];
    return [{ on: after.step.startsOn, before, after, place, method: plan.phases[after.step.phase]?.method ?? null }];
  });
}

/** Days for which the dose before a change had been the same in total. */
export function daysAt(track: DoseTrack, place: number): number {
  const [now, before] = [track[place], track[place - 1]];
  if (now === undefined || before === undefined) return 0;
  let since = before.day;
  for (let earlier = place - 2, point = track[earlier]; point?.weight === before.weight; earlier -= 1, point = track[earlier]) since = point.day;
  return now.day - since;
}
