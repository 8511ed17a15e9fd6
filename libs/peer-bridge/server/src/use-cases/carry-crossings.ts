import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { alertContext, RaiseAlert } from '@evenkeel/escalation-server';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import { CrossingStore, type Crossing } from '../store/crossing.store.js';
import { TellDesk } from './tell-desk.js';

const atOnce = 20;
const ruleId = 'peer-concern';

/**
 * Carries what moderators passed on. If the persona's newest choice allows it, an alert of tier E1 is raised for the person
 * behind it, without a word of the post; if not, it waits at the safety desk, which is written to and reads group and minute
 * alone. What became of it is written in the vault only: nothing that a moderator can see
 * differs between the cases. At least once: a repeat attaches to the open alert.
 */
@Injectable()
export class CarryCrossings {
  constructor(
    private readonly database: Database, private readonly crossings: CrossingStore, private readonly keys: BridgeKeys, private readonly raise: RaiseAlert,
    private readonly desk: TellDesk,
  ) {}

  /** @param fault is told about a crossing that could not be carried; it comes up again after half a minute */
  async run(fault: (error: unknown) => void): Promise<number> {
    const taken = await this.database.bridge(bridgeIn(), (tx) => this.crossings.take(tx, atOnce));
    for (const crossing of taken) await this.carry(crossing).catch(fault);
    return taken.length;
  }

  private async carry(crossing: Crossing): Promise<void> {
    const index = this.keys.personaIndex(crossing.personaId);
    const sealed = await this.database.bridge(bridgeIn(), (tx) => this.crossings.raise(tx, crossing.id, index));
    const owner = sealed === null ? null : this.keys.openOwner(index, sealed);
    const isPatient = owner?.kind === 'patient';
    if (isPatient) await this.alert(owner.organisationId, owner.id, crossing.id);
    const waitsAt = await this.database.bridge(bridgeIn(), (tx) => this.crossings.settle(tx, crossing.id, isPatient ? 'alert' : 'safety-desk'));
    if (waitsAt !== null) await this.desk.passedOn(waitsAt);
  }

  private async alert(organisationId: OrganisationId, patientId: PatientId, crossingId: string): Promise<void> {
    await this.database.engine(bridgeIn(), async (tx) => this.raise.run(tx, {
      organisationId, patientId, tier: 'E1', family: 'peer-concern', ruleId, ruleVersion: 1, source: 'bridge',
      sourceKind: ruleId, sourceId: this.keys.sourceOf(crossingId), occurredAt: await tx.now(), context: alertContext.parse({}),
    }));
  }
}
