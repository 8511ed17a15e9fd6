import { Injectable } from '@nestjs/common';
import { type DeskRequest, may, type SafetyDesk, unsealingState } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import { type AccountId, type Actor, refuse, type Refusal } from '@evenkeel/kernel';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import { type Unsealing, UnsealingStore } from '../store/unsealing.store.js';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What waits with the safety desk of an organisation: posts whose writers did not choose to be contacted, and requests about them. */
@Injectable()
export class ReadSafetyDesk {
  constructor(
    private readonly database: Database, private readonly unsealings: UnsealingStore, private readonly keys: BridgeKeys, private readonly people: PeopleReader,
  ) {}

  async run(actor: Actor): Promise<SafetyDesk | Refusal<'unsealing-not-possible'>> {
    if (!may(actor.role, 'unsealing.decide')) return refuse('unsealing-not-possible');
    const { posts, requests } = await this.database.bridge(bridgeIn(), async (tx) => ({
      posts: may(actor.role, 'unsealing.ask') ? await this.unsealings.desk(tx, actor.organisationId) : [],
      requests: await this.unsealings.all(tx, actor.organisationId),
    }));
    const ids = requests.flatMap(({ askedBy, grantedBy, declinedBy }) => [askedBy, grantedBy, declinedBy]).filter((id) => id !== null);
    const { names, now } = await this.database.as(actor, async (tx) => ({ names: await this.people.names(tx, ids), now: (await tx.now()).getTime() }));
    return {
      now: new Date(now).toISOString(),
      posts: posts.map(({ crossingId, topic, at }) => ({
        id: this.keys.sourceOf(crossingId), topic, at: at.toISOString(), request: requests.find((each) => each.crossingId === crossingId)?.id ?? null,
      })),
      requests: requests.map((each) => this.tellRequest(each, actor.accountId, names, now)),
    };
  }

  private tellRequest(row: Unsealing, reader: AccountId, names: ReadonlyMap<AccountId, string>, now: number): DeskRequest {
    const decided = row.grantedBy ?? row.declinedBy;
    const moments = { askedAt: row.askedAt.toISOString(), grantedAt: iso(row.grantedAt), until: iso(row.until), declinedAt: iso(row.declinedAt), endedAt: iso(row.endedAt) };
    return {
      id: row.id, state: unsealingState(moments, now), topic: row.topic, passedOnAt: iso(row.passedOnAt), danger: row.danger,
      reason: row.sealedReason === null ? row.reason ?? '' : this.keys.openReason(row.id, row.sealedReason),
      askedBy: names.get(row.askedBy) ?? '', askedAt: moments.askedAt,
      decidedBy: decided === null ? null : names.get(decided) ?? '', decidedAt: moments.grantedAt ?? moments.declinedAt,
      until: moments.until, lookedAt: iso(row.lookedAt), endedAt: moments.endedAt,
      part: row.askedBy === reader ? 'asked' : row.grantedBy === reader ? 'agreed' : 'none',
    };
  }
}
