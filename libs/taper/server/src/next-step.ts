import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { interactionChanges } from '@evenkeel/medicines-rules';
import { addDays, ceilingDays, checkNextStep, type DayDose, type Finding, hasAny, isWorseSince, type LocalDate, type NextStepState, scoresFrom, totalOfMedicine, trackOf, weightsOf } from '@evenkeel/taper-rules';
import { DoseRecordReader, PatientFactsReader, type ReviewedMedicine, SupplyReader } from './patient-facts.js';
import { type CutFrom, doseOn, hasStarted, isHeldByPerson, isInsideMicroBlock, lastCutBy, lockOf, nextCutAfter, type PlanOnCalendar } from './plan-on-calendar.js';
import { dayBefore } from './plan-surroundings.js';
import { CheckedInReader } from './store/checked-in.reader.js';
import { DoseStepStore } from './store/dose-step.store.js';
import type { PatientDay } from './store/plan-version.store.js';

/** What the rules say about the next cut of a running plan, as of now. */
@Injectable()
export class NextStep {
  constructor(
    private readonly facts: PatientFactsReader, private readonly supply: SupplyReader, private readonly records: DoseRecordReader, private readonly checkedIn: CheckedInReader,
    private readonly steps: DoseStepStore,
  ) {}

  /** The date of the next cut: the one that is locked, or the first one after today. `null` when the plan has none. */
  cutOn(plan: PlanOnCalendar, { today }: Pick<PatientDay, 'today'>): LocalDate | null {
    return lockOf(plan)?.on ?? nextCutAfter(plan, today)?.startsOn ?? null;
  }

  /** Every rule's answer about the next cut, or about the one of a date; empty when there is none. */
  async findings(tx: Tx, plan: PlanOnCalendar, day: PatientDay, on = this.cutOn(plan, day)): Promise<readonly Finding[]> {
    return on === null ? [] : checkNextStep(await this.state(tx, plan, day, on));
  }

  /** Rules for which the next cut must not come. A person's hold is none: it says so itself. */
  async blocks(tx: Tx, plan: PlanOnCalendar, day: PatientDay, on = this.cutOn(plan, day)): Promise<readonly Finding[]> {
    return (await this.findings(tx, plan, day, on)).filter(({ verdict, rule }) => verdict === 'block' && rule !== 'active-hold');
  }

  private async state(tx: Tx, plan: PlanOnCalendar, { today }: PatientDay, on: LocalDate): Promise<NextStepState> {
    const { record } = plan;
    const { patientId } = record;
    const eve = addDays(on, -1);
    const last = lastCutBy(plan, today < eve ? today : eve) ?? await this.lowerStart(tx, plan);
    const since = last?.step.startsOn ?? record.startsOn;
    const facts = await this.facts.facts(tx, patientId);
    const cut = plan.schedule.steps.find(({ startsOn }) => startsOn === on);
    const confirmed = last === null ? [] : await this.records.confirmedOn(tx, patientId, since);
    const alarmed = await this.checkedIn.lastAlert(tx, patientId, lockingFamilies, since);
    const isReviewed = record.reviews.some((review) => review.decision === 'go-on' && review.on >= since && (alarmed === null || review.at > alarmed));
    return {
      today, on, isInsideMicroBlock: cut !== undefined && isInsideMicroBlock(plan, cut) && (alarmed === null || isReviewed), isHeld: isHeldByPerson(plan, today),
      isCheckedInSinceCut: last === null || await this.checkedIn.since(tx, patientId, since), isReviewedSinceCut: isReviewed || (last === null && alarmed === null),
      hasLastCutStarted: last === null || hasStarted(last, confirmed),
      worseInstruments: await this.worse(tx, plan, last, today), hasMoodOrPsychoticDisorder: hasAny(facts, 'mood-or-psychotic-disorder'),
      isSleepDisturbed: await this.checkedIn.isSleepDisturbed(tx, patientId, today),
      interactions: interactionsSince(doseOn(plan, today), await this.facts.otherMedicines(tx, patientId), since, today),
      runsOutOn: await this.supply.runsOutOn(tx, patientId), reportedMissedDays: await this.records.missedDays(tx, patientId, today),
      concentration: await this.supply.concentration(tx, patientId), taken: await this.taken(tx, plan, today, on),
    };
  }

  /** What is scored and got worse since the last cut. Before the first one there is nothing to hold it against. */
  private async worse(tx: Tx, { record }: PlanOnCalendar, last: CutFrom | null, today: LocalDate): Promise<readonly string[]> {
    if (last === null) return [];
    const { startsOn } = last.step;
    return isWorseSince(startsOn, await this.checkedIn.overall(tx, record.patientId, scoresFrom(startsOn)), today) ? ['overall'] : [];
  }

  /** Totals of the days on which every dose was spoken of, as far back as the next cut is measured against; none where the medicines cannot be compared. */
  private async taken(tx: Tx, { record }: PlanOnCalendar, today: LocalDate, on: LocalDate): Promise<NextStepState['taken']> {
    const days = await this.records.taken(tx, record.patientId, addDays(on, -2 * ceilingDays), today);
    const weights = weightsOf(days.flatMap(({ dose }) => dose.map(({ medicine }) => medicine)), record.plan.equivalence);
    return weights === null ? [] : trackOf(days, weights);
  }

  /** A version that begins with less than was prescribed before begins with a cut. */
  private async lowerStart(tx: Tx, { record, schedule }: PlanOnCalendar): Promise<CutFrom | null> {
    const [step] = schedule.steps;
    const before = dayBefore(await this.steps.prescribed(tx, record.patientId), record);
    const isLower = step !== undefined && before.some(({ medicine, total }) => totalOfMedicine(step.dose, medicine) < total);
    return isLower ? { step, before } : null;
  }
}

/** Alerts of these families lock the next step until a prescriber has looked at the patient: those whose rules say so. */
export const lockingFamilies: readonly string[] = ['seizure', 'suicidality', 'breathing', 'overdose', 'confusion', 'psychosis', 'rigidity-fever', 'abrupt-stop', 'pregnancy'];

function interactionsSince(dose: DayDose, others: readonly ReviewedMedicine[], from: LocalDate, to: LocalDate): NextStepState['interactions'] {
  return dose.flatMap(({ medicine }) => others.flatMap((other) =>
    interactionChanges(medicine, [other], from, to).filter(({ interaction }) => interaction.freezesSteps)
      .map(({ change, on }) => ({ with: other.name, change, on, isReviewed: change === 'started' ? other.isStartReviewed : other.isStopReviewed }))));
}
