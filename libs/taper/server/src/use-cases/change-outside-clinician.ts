import { Injectable } from '@nestjs/common';
import { type Actor, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { checkOutsideClinician } from '@evenkeel/taper-rules';
import { IntakeDesk } from '../intake-desk.js';
import { IntakeStore, type OutsideClinician } from '../store/intake.store.js';

export interface ClinicianWish {
  /** Made by the client; the same in every repetition. */
  readonly id: string;
  readonly patientId: string;
  readonly role: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/** People outside who treat the patient too are written down, and removed from the list. */
@Injectable()
export class ChangeOutsideClinician {
  constructor(private readonly desk: IntakeDesk, private readonly store: IntakeStore) {}

  async run(actor: Actor, { id, patientId, ...given }: ClinicianWish): Promise<OutsideClinician | Refusal> {
    if (!isId(id)) return refuse('not-found', 'id');
    return this.desk.run(actor, () => Promise.resolve({ action: 'outside-clinician.add', patientId }), async (tx, of): Promise<OutsideClinician | Refusal> => {
      const there = await this.store.clinician(tx, id);
      if (there !== null) return there.patientId === of.patientId ? there : refuse('not-found', 'id');
      const contact = checkOutsideClinician(given);
      if (isRefusal(contact)) return contact;
      await this.store.addClinician(tx, of, id, actor.accountId, contact);
      return { ...contact, id, patientId: of.patientId, organisationId: of.organisationId, enteredAt: of.day.now, removedAt: null };
    });
  }

  /** The first time counts. */
  async remove(actor: Actor, id: string): Promise<OutsideClinician | Refusal> {
    return this.desk.run(actor, async (tx) => ({ action: 'outside-clinician.remove', patientId: isId(id) ? ((await this.store.clinician(tx, id))?.patientId ?? null) : null }), async (tx, { day }) => {
      const clinician = await this.store.clinician(tx, id);
      if (clinician === null) throw new Error('A contact is gone within its own transaction');
      await this.store.removeClinician(tx, clinician);
      return { ...clinician, removedAt: clinician.removedAt ?? day.now };
    });
  }
}
