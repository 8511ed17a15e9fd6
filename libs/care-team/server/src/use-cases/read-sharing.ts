import { Injectable } from '@nestjs/common';
import { type ConsentCategory, consentMonths, consentTextVersion, liveConsent, shareableWith, type TeamRole, teamRoles } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import type { AccountId, Actor } from '@evenkeel/kernel';
import type { ConsentRow } from '../store/consent.row.js';
import { type TeamMember, TeamReader } from '../store/team.reader.js';

export interface NamedConsent {
  readonly row: ConsentRow;
  /** Of the person, when it is for one. */
  readonly name: string | null;
  readonly live: boolean;
}

/** To whom something can be shared, and which kinds. */
export interface Offer {
  readonly role: TeamRole | null;
  readonly accountId: AccountId | null;
  readonly name: string | null;
  readonly categories: readonly ConsentCategory[];
}

/** Who is on the patient's team, what is shared and was shared, and what could be. */
export interface Sharing {
  readonly team: readonly (TeamMember & { readonly name: string })[];
  readonly consents: readonly NamedConsent[];
  readonly offers: readonly Offer[];
  readonly months: readonly number[];
  readonly textVersion: string;
}

/** The patient's own view of team and consents. `null` for anybody who does not act as a patient. */
@Injectable()
export class ReadSharing {
  constructor(private readonly database: Database, private readonly teams: TeamReader, private readonly people: PeopleReader) {}

  async run(actor: Actor): Promise<Sharing | null> {
    const { patientId } = actor;
    if (patientId === null) return null;
    return this.database.as(actor, async (tx) => {
      const team = await this.teams.team(tx, [patientId]);
      const rows = await this.teams.consents(tx, [patientId]);
      const names = await this.people.names(tx, [...team.map((each) => each.accountId), ...rows.flatMap((row) => (row.recipientAccount === null ? [] : [row.recipientAccount]))]);
      const nameOf = (id: AccountId): string => names.get(id) ?? '';
      const now = (await tx.now()).getTime();
      return {
        team: team.map((each) => ({ ...each, name: nameOf(each.accountId) })),
        consents: rows.map((row) => ({
          row, name: row.recipientAccount === null ? null : nameOf(row.recipientAccount),
          live: liveConsent({ startsAt: row.startsAt.getTime(), expiresAt: row.expiresAt.getTime(), revokedAt: row.revokedAt?.getTime() ?? null }, now),
        })),
        offers: [
          ...teamRoles.map((role): Offer => ({ role, accountId: null, name: null, categories: shareableWith(role) })),
          ...personsOf(team).map(([accountId, roles]): Offer => ({ role: null, accountId, name: nameOf(accountId), categories: [...new Set(roles.flatMap(shareableWith))] })),
        ],
        months: consentMonths, textVersion: consentTextVersion,
      };
    });
  }
}

function personsOf(team: readonly TeamMember[]): readonly (readonly [AccountId, readonly TeamRole[]])[] {
  const roles = new Map<AccountId, TeamRole[]>();
  for (const { accountId, role } of team) {
    const held = teamRoles.find((each) => each === role);
    if (held !== undefined) roles.set(accountId, [...(roles.get(accountId) ?? []), held]);
  }
  return [...roles];
}
