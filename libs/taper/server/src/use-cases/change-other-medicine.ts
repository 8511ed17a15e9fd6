import { Injectable } from '@nestjs/common';
import { OpenTask, SettleTask } from '@evenkeel/care-team-server';
import type { Tx } from '@evenkeel/database';
import { type Actor, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { checkOtherMedicine, interactionsWith } from '@evenkeel/taper-rules';
import { type IntakeCommand, IntakeDesk, type IntakeOf } from '../intake-desk.js';
import { MedicinesOfPatient } from '../medicines-of-patient.js';
import { OtherMedicineStore, type StoredMedicine } from '../store/other-medicine.store.js';

export interface MedicineWish {
  /** Made by the client; the same in every repetition. */
  readonly id: string;
  readonly patientId: string;
  readonly name: string;
  readonly startedOn: string | null;
  readonly stoppedOn: string | null;
}

/**
 * Other medicines come, end and are looked at. One that changes what the dose does, by the list of interactions, is a task for the
 * prescriber with its start and again with its stop; until then the next step does not come.
 */
@Injectable()
export class ChangeOtherMedicine {
  constructor(
    private readonly desk: IntakeDesk, private readonly store: OtherMedicineStore, private readonly taken: MedicinesOfPatient, private readonly opening: OpenTask, private readonly settling: SettleTask,
  ) {}

  async run(actor: Actor, { id, patientId, ...given }: MedicineWish): Promise<StoredMedicine | Refusal> {
    if (!isId(id)) return refuse('not-found', 'id');
    return this.desk.run(actor, () => Promise.resolve({ action: 'other-medicine.add', patientId }), async (tx, of): Promise<StoredMedicine | Refusal> => {
      const there = await this.store.find(tx, id);
      if (there !== null) return there.patientId === of.patientId ? there : refuse('not-found', 'id');
      const medicine = checkOtherMedicine(given, of.day.today);
      if (isRefusal(medicine)) return medicine;
      await this.store.add(tx, of, id, actor.accountId, medicine);
      const added = await this.again(tx, id);
      if (added.startedOn !== null) await this.ask(tx, of, added, 'started');
      if (added.stoppedOn !== null) await this.ask(tx, of, added, 'stopped');
      return added;
    });
  }

  /** @param stoppedOn `null`: it goes on after all; refused once the day of its end has come, because from then on it is another course */
  async stop(actor: Actor, id: string, stoppedOn: string | null): Promise<StoredMedicine | Refusal> {
    return this.desk.run(actor, (tx) => this.of(tx, id, 'other-medicine.stop'), async (tx, of): Promise<StoredMedicine | Refusal> => {
      const medicine = await this.again(tx, id);
      const checked = checkOtherMedicine({ name: medicine.name, startedOn: medicine.startedOn, stoppedOn }, of.day.today);
      if (isRefusal(checked)) return checked;
      if (medicine.stoppedOn === stoppedOn) return medicine;
      if (stoppedOn === null && medicine.stoppedOn !== null && medicine.stoppedOn <= of.day.today) return refuse('missing', 'stoppedOn');
      await this.store.stop(tx, medicine, stoppedOn);
      const stopped = await this.again(tx, id);
      if (stoppedOn === null) await this.settling.run(tx, { organisationId: of.organisationId, patientId: of.patientId, kind: 'interaction-review', about: `${id} stopped` });
      else await this.ask(tx, of, stopped, 'stopped');
      return stopped;
    });
  }

  async review(actor: Actor, id: string): Promise<StoredMedicine | Refusal> {
    return this.desk.run(actor, (tx) => this.of(tx, id, 'other-medicine.review'), async (tx, { patientId, organisationId }) => {
      await this.store.review(tx, await this.again(tx, id), actor.accountId);
      for (const change of ['started', 'stopped'] as const) await this.settling.run(tx, { organisationId, patientId, kind: 'interaction-review', about: `${id} ${change}` });
      return this.again(tx, id);
    });
  }

  private async ask(tx: Tx, { patientId, organisationId }: IntakeOf, { id, name }: StoredMedicine, change: 'started' | 'stopped'): Promise<void> {
    const interactions = interactionsWith(name, await this.taken.codes(tx, patientId));
    if (!interactions.some(({ freezesSteps }) => freezesSteps)) return;
    await this.opening.run(tx, { organisationId, patientId, kind: 'interaction-review', about: `${id} ${change}`, forRole: 'prescriber', dueAt: null });
  }

  private async of(tx: Tx, id: string, action: string): Promise<IntakeCommand> {
    return { action, patientId: isId(id) ? ((await this.store.find(tx, id))?.patientId ?? null) : null };
  }

  private async again(tx: Tx, id: string): Promise<StoredMedicine> {
    const medicine = await this.store.find(tx, id);
    if (medicine === null) throw new Error('A medicine is gone within its own transaction');
    return medicine;
  }
}

