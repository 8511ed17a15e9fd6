import { Injectable } from '@nestjs/common';
import { type Actor, isRefusal, type Refusal } from '@evenkeel/kernel';
import { checkIntake, type GivenIntake } from '@evenkeel/taper-rules';
import { IntakeDesk } from '../intake-desk.js';
import { IntakeStore, type StoredIntake } from '../store/intake.store.js';

/** A prescriber writes down what was found. The intake before it stays where it is; from now on the rules ask this one. */
@Injectable()
export class SaveIntake {
  constructor(private readonly desk: IntakeDesk, private readonly store: IntakeStore) {}

  async run(actor: Actor, { patientId: asked, ...given }: GivenIntake & { readonly patientId: string }): Promise<StoredIntake | Refusal> {
    return this.desk.run(actor, () => Promise.resolve({ action: 'intake.save', patientId: asked }), async (tx, of): Promise<StoredIntake | Refusal> => {
      const intake = checkIntake(given, of.day.today);
      if (isRefusal(intake)) return intake;
      const id = await this.store.add(tx, of, actor.accountId, of.day.today, intake);
      return { ...intake, id, recordedBy: actor.accountId, recordedAt: of.day.now, recordedOn: of.day.today };
    });
  }
}
