import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import { asId, type SystemActor } from '@evenkeel/kernel';
import { asMessageLink, planChangedForTeam, somethingToLookAt } from '@evenkeel/notifications-rules';
import { SendMessage } from '@evenkeel/notifications-server';
import { DoseWatchStore } from '../store/dose-watch.store.js';
import { PlanNewsStore } from '../store/plan-news.store.js';

/**
 * Writes to the patient and to the prescribers of the team that there is something to look at: not what. May be repeated; whoever
 * has the message gets no second one for the same reason. Throws when somebody has to be tried again.
 */
@Injectable()
export class TellSupply {
  constructor(
    private readonly database: Database, private readonly store: DoseWatchStore, private readonly news: PlanNewsStore, private readonly send: SendMessage, @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(actor: SystemActor, patient: string): Promise<void> {
    const patientId = asId('Patient', patient);
    const found = await this.database.engine(actor, async (tx) => {
      const facts = await this.store.toTell(tx, patientId);
      if (facts === null) return null;
      const team = await this.news.team(tx, { ...facts, receivedAt: facts.toldAt });
      return { facts, team: team.filter(({ role }) => role === 'prescriber'), reached: await this.store.reached(tx, patientId, facts.toldAt) };
    });
    if (found === null) return;
    const { organisationId, patientAccount, toldAt, zone } = found.facts;
    const link = asMessageLink(`${this.config.BASE_URL}/`);
    const readers = [{ accountId: patientAccount, role: 'patient' }, ...found.team].filter(({ accountId }) => !found.reached.has(accountId));
    let missed = 0;
    for (const { accountId, role } of readers) {
      const { outcome } = await this.send.run(actor, {
        organisationId, to: accountId, role, template: role === 'patient' ? 'look-today' : 'plan-changed', reference: '', about: patientId,
        key: `${patientId}.${toldAt.getTime()}.${accountId}`, attempt: 1,
        write: ({ language }) => (role === 'patient' ? somethingToLookAt(language, { link }) : planChangedForTeam(language, { at: { at: toldAt.getTime(), zone }, link })),
      });
      if (outcome === 'retry' || outcome === 'unknown') missed += 1;
    }
    if (missed > 0) throw new Error(`${missed} messages about supply were not taken`);
  }
}
