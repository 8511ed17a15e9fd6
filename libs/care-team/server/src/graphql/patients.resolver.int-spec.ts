import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit } from '@evenkeel/audit-server';
import { Access } from '../access.js';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { PatientReader, PeopleReader } from '@evenkeel/identity-server';
import type { OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { StandingReader } from '../store/standing.reader.js';
import { TeamReader } from '../store/team.reader.js';
import { giveConsent, joinTeam } from '../testing.js';
import { PatientsResolver } from './patients.resolver.js';

describe('the caseload and a record', () => {
  let t: TestDatabase;
  let resolver: PatientsResolver;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let stranger: BuiltPatient;
  let coordinator: BuiltPerson;
  let therapist: BuiltPerson;
  const audited: { patientId: string; category: string; basis: string }[] = [];

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const audit = { readAll: async (_tx: unknown, reads: typeof audited) => void audited.push(...reads) } as unknown as Audit;
    resolver = new PatientsResolver(t.database, new Access(new StandingReader()), new PatientReader(t.sealer), new PeopleReader(t.sealer), new TeamReader(), audit);
    organisationId = await buildOrganisation(t);
    patient = await buildPatient(t, { organisationId, name: 'Zed Patient' });
    stranger = await buildPatient(t, { organisationId });
    coordinator = await buildStaff(t, { organisationId, role: 'coordinator', name: 'Coo' });
    therapist = await buildStaff(t, { organisationId, role: 'therapist', name: 'Thea' });
    for (const { accountId, role } of [coordinator, therapist]) await joinTeam(t, { organisationId, patientId: patient.patientId, accountId, role: role as 'coordinator' | 'therapist' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { accountId: coordinator.accountId }, categories: ['identity_contacts'] });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'therapist' } });
  }, 60_000);
  afterAll(() => t.close());

  it('lists the patients of one’s teams and nobody else', async () => {
    expect(await resolver.patients(coordinator.actor())).toEqual([{ id: patient.patientId, name: 'Zed Patient' }]);
    expect(await resolver.patients((await buildStaff(t, { organisationId, role: 'coordinator' })).actor())).toEqual([]);
  });

  it('shows the telephone only to whom the patient shares contacts with', async () => {
    expect(await resolver.patient(coordinator.actor(), patient.patientId)).toMatchObject({ name: 'Zed Patient', phone: '+15550101', birthYear: 1980 });
    expect(await resolver.patient(therapist.actor(), patient.patientId)).toMatchObject({ name: 'Zed Patient', phone: null, birthYear: null });
  });

  it('shows team and consents with names', async () => {
    const record = await resolver.patient(coordinator.actor(), patient.patientId);
    expect(record?.team.map(({ displayName, role }) => `${displayName} ${role}`)).toEqual(['Coo coordinator', 'Thea therapist']);
    expect(record?.consents.map(({ recipient, live }) => [recipient, live]).sort()).toEqual([['Coo', true], ['therapist', true]]);
  });

  it('answers for a stranger as for nobody', async () => {
    expect(await resolver.patient(coordinator.actor(), stranger.patientId)).toBeNull();
    expect(await resolver.patient(coordinator.actor(), '01900000-0000-7000-8000-000000000000')).toBeNull();
    expect(await resolver.patient(coordinator.actor(), 'nonsense')).toBeNull();
  });

  it('writes down what was shown and on what basis', async () => {
    audited.length = 0;
    await resolver.patient(coordinator.actor(), patient.patientId);
    expect(audited.map(({ category, basis }) => `${category} ${basis.split(' ')[0]}`)).toEqual(['team membership', 'identity_contacts consent']);
  });
});
