import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal, type Refusal } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import type { KeptDispensing, KeptRecord } from '../dose-facts.js';
import { ReadDoses } from '../read-doses.js';
import { ConfirmConcentration } from '../use-cases/confirm-concentration.js';
import { RecordDispensing } from '../use-cases/record-dispensing.js';
import { RecordDose } from '../use-cases/record-dose.js';
import { WithdrawDispensing } from '../use-cases/withdraw-dispensing.js';
import { WithdrawDoseRecord } from '../use-cases/withdraw-dose-record.js';
import {
  ConfirmConcentrationInput, ConfirmConcentrationResult, type DispensingType, type DoseRecordType, RecordDispensingInput, RecordDispensingResult, RecordDoseInput, RecordDoseResult, WithdrawDispensingInput,
  WithdrawDispensingResult, WithdrawDoseRecordInput, WithdrawDoseRecordResult,
} from './doses.types.js';
import { toDispensing, toRecord } from './to-doses.js';

/** Refusals of the present state; whoever meets one has nothing to correct in the input. */
const ofTheState: ReadonlySet<string> = new Set(['nothing-to-confirm', 'plan-measures-another', 'entered-by-another', 'no-plan-then']);

/** What was said about doses and what came into the house. Parses, calls, maps. */
@Resolver()
export class DosesResolver {
  constructor(
    private readonly record: RecordDose, private readonly withdraw: WithdrawDoseRecord, private readonly dispense: RecordDispensing, private readonly confirm: ConfirmConcentration,
    private readonly takeBack: WithdrawDispensing, private readonly doses: ReadDoses,
  ) {}

  @Mutation(() => RecordDoseResult, { description: 'What happened with a dose. May be repeated with the same id.' })
  @Audience('dose-record.write')
  async recordDose(@CurrentActor() actor: Actor, @Args('input') input: RecordDoseInput, @Context() { language }: GraphqlContext): Promise<DoseRecordType | RefusalType> {
    return answer(await this.record.run(actor, input), language);
  }

  @Mutation(() => WithdrawDoseRecordResult, { description: 'The tap was a mistake. What people were told stays told.' })
  @Audience('dose-record.write')
  async withdrawDoseRecord(@CurrentActor() actor: Actor, @Args('input') { id }: WithdrawDoseRecordInput, @Context() { language }: GraphqlContext): Promise<DoseRecordType | RefusalType> {
    return answer(await this.withdraw.run(actor, id), language);
  }

  @Mutation(() => RecordDispensingResult, { description: 'What the pharmacy gave. May be repeated with the same id.' })
  @Audience('supply.write')
  async recordDispensing(@CurrentActor() actor: Actor, @Args('input') input: RecordDispensingInput, @Context() { language }: GraphqlContext): Promise<DispensingType | RefusalType> {
    const { id, patientId, product, quarters, microlitres, milligrams, concentrationMicrogramsPerMl, dispensedOn } = input;
    return this.dispensed(actor, language, this.dispense.run(actor, {
      id, patientId: patientId ?? null, product, quarters: quarters ?? null, ul: microlitres ?? null, mg: milligrams ?? null,
      concentrationUgPerMl: concentrationMicrogramsPerMl ?? null, dispensedOn,
    }));
  }

  @Mutation(() => ConfirmConcentrationResult)
  @Audience('supply.write')
  async confirmConcentration(@CurrentActor() actor: Actor, @Args('input') { dispensingId }: ConfirmConcentrationInput, @Context() { language }: GraphqlContext): Promise<DispensingType | RefusalType> {
    return this.dispensed(actor, language, this.confirm.run(actor, dispensingId));
  }

  @Mutation(() => WithdrawDispensingResult, { description: 'It was entered by mistake.' })
  @Audience('supply.write')
  async withdrawDispensing(@CurrentActor() actor: Actor, @Args('input') { id }: WithdrawDispensingInput, @Context() { language }: GraphqlContext): Promise<DispensingType | RefusalType> {
    return this.dispensed(actor, language, this.takeBack.run(actor, id));
  }

  private async dispensed(actor: Actor, language: Language, outcome: Promise<KeptDispensing | Refusal>): Promise<DispensingType | RefusalType> {
    const done = await outcome;
    return isRefusal(done) ? refused(done, language) : toDispensing(await this.doses.afterChange(actor, done.patientId, done.id));
  }
}

const answer = (done: KeptRecord | Refusal, language: Language): DoseRecordType | RefusalType => (isRefusal(done) ? refused(done, language) : toRecord(done));

const refused = (refusal: Refusal, language: Language): RefusalType => toRefusalType(refusal, language, ofTheState.has(refusal.code) ? 'NotAllowedNow' : 'InvalidInput');
