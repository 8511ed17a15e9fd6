import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { asMessageLink, planChangedForTeam } from '@evenkeel/notifications-rules';
import { SendMessage } from '@evenkeel/notifications-server';
import { PlanNewsStore } from '../store/plan-news.store.js';

/**
 * Writes to the prescribers and coordinators of a team that a plan changed: not whose and not how. May be repeated; whoever has
 * the message gets no second one, and a change that was taken back is told to nobody. Throws when somebody has to be tried again.
 */
@Injectable()
export class TellPlanChange {
  constructor(
    private readonly database: Database, private readonly store: PlanNewsStore, private readonly send: SendMessage, @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(actor: SystemActor, changeId: string): Promise<void> {
    const found = await this.database.engine(actor, async (tx) => {
      const facts = await this.store.facts(tx, changeId);
      return facts === null ? null : { facts, team: await this.store.team(tx, facts), reached: await this.store.reached(tx, changeId) };
    });
    if (found === null) return;
    const { organisationId, receivedAt, zone } = found.facts;
    const link = asMessageLink(`${this.config.BASE_URL}/`);
    let missed = 0;
    for (const { accountId, role } of found.team.filter((each) => !found.reached.has(each.accountId))) {
      const { outcome } = await this.send.run(actor, {
        organisationId, to: accountId, role, template: 'plan-changed', reference: '', about: changeId, key: `${changeId}.${accountId}`, attempt: 1,
        write: ({ language }) => planChangedForTeam(language, { at: { at: receivedAt.getTime(), zone }, link }),
      });
      if (outcome === 'retry' || outcome === 'unknown') missed += 1;
    }
    if (missed > 0) throw new Error(`${missed} messages about a plan were not taken`);
  }
}
