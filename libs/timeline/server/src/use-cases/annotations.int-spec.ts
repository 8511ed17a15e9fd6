import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam, leaveTeam } from '@evenkeel/care-team-server/testing';
import { newId, newRandomId } from '@evenkeel/database';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { type Actor, isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { rows as taperRows } from '@evenkeel/taper-server';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { visibilities } from '@evenkeel/timeline-rules';
import type { Annotation } from '../store/annotation.store.js';
import { runTimeline } from '../testing.js';
import { AddAnnotation, type NewAnnotation } from './add-annotation.js';
import { ReadTimeline } from './read-timeline.js';
import { ReadTimelineDay } from './read-timeline-day.js';
import { WithdrawAnnotation } from './withdraw-annotation.js';

const date = '2026-03-01';
const words = { 'only-me': 'Ask about the sister.', 'patient-too': 'Breathing at ten, as agreed.', 'whole-team': 'Night work this week, sleeps by day.' } as const;

describe('annotations', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let add: AddAnnotation;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let author: BuiltPerson;
  let membership: string;
  let readers: Record<string, { readonly actor: () => Actor; readonly sees: readonly string[] }>;

  const note = (of: Partial<NewAnnotation> = {}): NewAnnotation => ({ id: newRandomId(), patientId: patient.patientId, localDate: date, visibility: 'whole-team', text: 'Words.', ...of });
  const added = async (actor: Actor, input: NewAnnotation): Promise<Annotation> => {
    const stored = await add.run(actor, input);
    if (isRefusal(stored)) throw new Error(stored.code);
    return stored;
  };
  const member = async (role: 'prescriber' | 'therapist' | 'coordinator', consents: readonly ('free_text' | 'symptom_scores' | 'alert_head')[]): Promise<BuiltPerson> => {
    const person = await buildStaff(t, { organisationId, role });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: person.accountId, role });
    if (consents.length > 0) await giveConsent(t, { organisationId, patientId: patient.patientId, to: { accountId: person.accountId }, categories: consents });
    return person;
  };
  /** Past our own code: what row-level security alone lets this person read. */
  const bySql = (actor: Actor) => t.database.as(actor, (tx) => tx.query<{ visibility: string }>(
    `SELECT visibility FROM clin.annotation WHERE local_date = $1 AND author_id = $2 ORDER BY visibility`, [date, author.accountId]));
  const byDay = async (actor: Actor): Promise<readonly string[]> =>
    ((await app.get(ReadTimelineDay).run(actor, patient.patientId, date))?.notes ?? []).filter(({ authorId }) => authorId === author.accountId).map(({ visibility, text }) => {
      expect(text).toBe(words[visibility]);
      return visibility;
    }).sort();
  const byLane = async (actor: Actor): Promise<readonly string[]> =>
    [...(await app.get(ReadTimeline).run(actor, { patientId: patient.patientId, from: date, to: date, pixels: 900 }))?.notes.visibility ?? []].sort();

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...careTeamRows, ...taperRows] });
    app = await runTimeline(t);
    add = app.get(AddAnnotation);
    organisationId = await buildOrganisation(t);
    patient = await buildPatient(t, { organisationId });
    author = await buildStaff(t, { organisationId, role: ['therapist', 'prescriber'], name: 'Thea' });
    membership = await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: author.accountId, role: 'therapist' });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: author.accountId, role: 'prescriber' });
    for (const visibility of visibilities) await added(author.actor(), note({ visibility, text: words[visibility] }));
    const colleague = await member('prescriber', ['free_text']);
    const otherTherapist = await member('therapist', ['free_text']);
    const withoutWords = await member('prescriber', ['symptom_scores']);
    const coordinator = await member('coordinator', ['alert_head']);
    const stranger = await buildStaff(t, { organisationId, role: 'therapist' });
    const elsewhere = await buildPatient(t, { organisationId });
    readers = {
      'the author': { actor: () => author.actor(), sees: ['only-me', 'patient-too', 'whole-team'] },
      'the author in another role, with whom no words are shared': { actor: () => ({ ...author.actor(), role: 'prescriber' }), sees: [] },
      'the patient': { actor: () => patient.actor(), sees: ['patient-too', 'whole-team'] },
      'a prescriber of the team': { actor: () => colleague.actor(), sees: ['whole-team'] },
      'another therapist of the team': { actor: () => otherTherapist.actor(), sees: ['whole-team'] },
      'somebody of the team with whom no words are shared': { actor: () => withoutWords.actor(), sees: [] },
      'a coordinator': { actor: () => coordinator.actor(), sees: [] },
      'a stranger': { actor: () => stranger.actor(), sees: [] },
      'another patient': { actor: () => elsewhere.actor(), sees: [] },
    };
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  it('are read by whom their visibility names, by row-level security alone and by our code', async () => {
    for (const [who, { actor, sees }] of Object.entries(readers)) {
      expect([who, (await bySql(actor())).map(({ visibility }) => visibility)]).toEqual([who, sees]);
      expect([who, await byDay(actor())]).toEqual([who, sees]);
      expect([who, await byLane(actor())]).toEqual([who, sees]);
    }
  });

  it('are read by the same people without row-level security', async () => {
    await t.owner.query('ALTER TABLE clin.annotation DISABLE ROW LEVEL SECURITY');
    try {
      for (const [who, { actor, sees }] of Object.entries(readers)) {
        expect([who, await byDay(actor())]).toEqual([who, sees]);
        expect([who, await byLane(actor())]).toEqual([who, sees]);
      }
    } finally {
      await t.owner.query('ALTER TABLE clin.annotation ENABLE ROW LEVEL SECURITY');
    }
  });

  it('are stored sealed, once however often they are sent, and told without their words', async () => {
    const input = note({ text: '  The canary sings.  ' });
    const first = await added(author.actor(), input);
    expect(first).toMatchObject({ text: 'The canary sings.', withdrawnAt: null });
    expect(await added(author.actor(), { ...input, text: 'Something else.' })).toEqual(first);
    const { rows: [row] } = await t.owner.query<{ words: Buffer }>('SELECT words FROM clin.annotation WHERE id = $1', [input.id]);
    expect(row?.words.includes('canary')).toBe(false);
    const { rows: told } = await t.owner.query(`SELECT payload FROM outbox.message WHERE payload->>'topic' = 'timeline' ORDER BY id DESC LIMIT 1`);
    expect(told).toEqual([{ payload: { topic: 'timeline', subject: patient.patientId, patient: patient.patientId } }]);
    const { rows: audited } = await t.owner.query(`SELECT action, category, actor_id FROM audit.entry WHERE object_id = $1`, [input.id]);
    expect(audited).toEqual([{ action: 'annotation.add', category: 'free_text', actor_id: author.accountId }]);
  });

  it('ring with nobody else when nobody else reads them', async () => {
    await added(author.actor(), note({ visibility: 'only-me', localDate: '2026-02-11' }));
    const { rows: told } = await t.owner.query(`SELECT payload FROM outbox.message WHERE payload->>'topic' = 'timeline' ORDER BY id DESC LIMIT 1`);
    expect(told).toEqual([{ payload: { topic: 'timeline', subject: patient.patientId, account: author.accountId } }]);
  });

  it('are refused from whoever is not on the team, in one answer for every reason', async () => {
    const stranger = await buildStaff(t, { organisationId, role: 'therapist' });
    const coordinator = await member('coordinator', []);
    for (const [actor, input] of [
      [stranger.actor(), note()], [coordinator.actor(), note()], [patient.actor(), note()], [author.actor(), note({ patientId: newId() })], [author.actor(), note({ patientId: 'nonsense' })],
    ] as const) {
      expect(await add.run(actor, input)).toMatchObject({ code: 'not-found', field: null });
    }
    expect(await add.run(author.actor(), note({ id: 'nonsense' }))).toMatchObject({ code: 'not-an-id', field: 'id' });
    expect(await add.run(author.actor(), note({ localDate: '2026-03-03' }))).toMatchObject({ code: 'date-ahead', field: 'localDate' });
  });

  it('cannot be taken over by sending the id of somebody else\'s', async () => {
    const mine = await added(author.actor(), note({ text: 'Mine.' }));
    const colleague = await member('prescriber', ['free_text']);
    expect(await add.run(colleague.actor(), note({ id: mine.id, text: 'Not yours.' }))).toMatchObject({ code: 'not-found' });
    expect(await app.get(WithdrawAnnotation).run(colleague.actor(), mine.id)).toMatchObject({ code: 'not-found' });
    const forge = (columns: string) => t.database.as(colleague.actor(), (tx) => tx.execute(columns, [mine.id])).catch((error: Error) => error.message);
    expect(await forge(`UPDATE clin.annotation SET withdrawn_at = clock.now() WHERE id = $1`)).toBe(0);
    expect(await forge(`UPDATE clin.annotation SET author_id = app.uid() WHERE id = $1`)).toMatch(/permission denied/);
    expect(await forge(`DELETE FROM clin.annotation WHERE id = $1`)).toMatch(/permission denied/);
  });

  it('are withdrawn by their author, once, and stay where they were', async () => {
    const withdraw = app.get(WithdrawAnnotation);
    const mine = await added(author.actor(), note({ localDate: '2026-02-20', text: 'Mistaken.' }));
    expect(await withdraw.run(patient.actor(), mine.id)).toMatchObject({ code: 'not-found' });
    const withdrawn = await withdraw.run(author.actor(), mine.id);
    expect(withdrawn).toMatchObject({ id: mine.id, withdrawnAt: new Date('2026-03-02T14:00:00Z') });
    await t.clock.advance(60_000);
    expect(await withdraw.run(author.actor(), mine.id)).toEqual(withdrawn);
    const day = await app.get(ReadTimelineDay).run(patient.actor(), patient.patientId, '2026-02-20');
    expect(day?.notes).toMatchObject([{ text: 'Mistaken.', withdrawnAt: expect.any(Date), authorRole: 'therapist', isOwn: false }]);
    const lane = await app.get(ReadTimeline).run(patient.actor(), { patientId: patient.patientId, from: '2026-02-20', to: '2026-02-20', pixels: 100 });
    expect(lane?.notes.kind).toEqual(['withdrawn']);
    const { rows: audited } = await t.owner.query(`SELECT action FROM audit.entry WHERE object_id = $1 ORDER BY id`, [mine.id]);
    expect(audited).toEqual([{ action: 'annotation.add' }, { action: 'annotation.withdraw' }]);
  });

  it('are closed to their author too once they have left the team', async () => {
    await leaveTeam(t, membership);
    expect(await bySql(author.actor())).toEqual([]);
    expect(await byDay(author.actor())).toEqual([]);
    expect(await add.run(author.actor(), note())).toMatchObject({ code: 'not-found' });
  });
});
