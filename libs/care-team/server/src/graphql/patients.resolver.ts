import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Audit } from '@evenkeel/audit-server';
import { liveConsent } from '@evenkeel/care-team-rules';
import { Database, type Tx } from '@evenkeel/database';
import { Access as Audience, CurrentActor } from '@evenkeel/graphql';
import { PatientReader, PeopleReader } from '@evenkeel/identity-server';
import { type AccountId, type Actor, asId, isId, type PatientId } from '@evenkeel/kernel';
import { Access, auditedReads } from '../access.js';
import { type TeamMember, TeamReader } from '../store/team.reader.js';
import { PatientRecordType, PatientSummaryType } from './patient.types.js';
import { ConsentRecordType, TeamMemberType } from './team.types.js';

/** Whom somebody looks after, and one of them as a whole. */
@Resolver()
export class PatientsResolver {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly patientReader: PatientReader,
    private readonly people: PeopleReader, private readonly teams: TeamReader, private readonly audit: Audit,
  ) {}

  @Query(() => [PatientSummaryType], { description: 'The patients on whose team the person is, by name.' })
  @Audience('patient.list')
  async patients(@CurrentActor() actor: Actor): Promise<PatientSummaryType[]> {
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'team');
      await this.audit.readAll(tx, auditedReads(readings, 'team', { kind: 'patient-list', id: null }));
      const found = await this.patientReader.byIds(tx, [...readings.keys()]);
      return [...found.values()].sort((one, other) => one.name.localeCompare(other.name))
        .map(({ id, name }) => Object.assign(new PatientSummaryType(), { id, name }));
    });
  }

  @Query(() => PatientRecordType, { nullable: true, description: 'One patient; null when there is none, or none to be seen.' })
  @Audience('patient.read')
  async patient(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<PatientRecordType | null> {
    if (!isId(id)) return null;
    const patientId = asId('Patient', id);
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readingsOf(tx, actor, ['team', 'identity_contacts'], [patientId]);
      const team = readings.get('team')?.get(patientId);
      if (team === undefined) return null;
      const found = (await this.patientReader.byIds(tx, [patientId])).get(patientId);
      if (found === undefined) return null;
      const contacts = readings.get('identity_contacts')?.has(patientId) === true;
      for (const [category, of] of readings) await this.audit.readAll(tx, auditedReads(of, category, { kind: 'patient', id: patientId }));
      const { name, zone, country } = found;
      return Object.assign(new PatientRecordType(), {
        id: patientId, name, zone, country, birthYear: contacts ? found.birthYear : null, phone: contacts ? found.phone : null,
        address: contacts ? found.address : null, emergencyContact: contacts ? found.emergencyContact : null, emergencyId: team.kind === 'break-glass' ? team.breakGlassId : null,
        ...(await this.teamAndConsents(tx, patientId)),
      });
    });
  }

  private async teamAndConsents(tx: Tx, patientId: PatientId): Promise<Pick<PatientRecordType, 'team' | 'consents'>> {
    const members = await this.teams.team(tx, [patientId]);
    const consents = await this.teams.consents(tx, [patientId]);
    const now = (await tx.now()).getTime();
    const recipients = consents.flatMap(({ recipientAccount }) => (recipientAccount === null ? [] : [recipientAccount]));
    const names = await this.people.names(tx, [...members.map((member) => member.accountId), ...recipients]);
    return {
      team: members.map((member) => toMember(member, names)),
      consents: consents.map((consent) => Object.assign(new ConsentRecordType(), {
        id: consent.id, categories: [...consent.categories], startsAt: consent.startsAt, expiresAt: consent.expiresAt,
        recipient: consent.recipientAccount === null ? (consent.recipientRole ?? '') : (names.get(consent.recipientAccount) ?? ''),
        live: liveConsent({ startsAt: consent.startsAt.getTime(), expiresAt: consent.expiresAt.getTime(), revokedAt: consent.revokedAt?.getTime() ?? null }, now),
      })),
    };
  }
}

const toMember = ({ id, accountId, role, since }: TeamMember, names: ReadonlyMap<AccountId, string>): TeamMemberType =>
  Object.assign(new TeamMemberType(), { id, accountId, role, since, displayName: names.get(accountId) ?? '' });
