import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildAudit } from '@evenkeel/audit-server/testing';
import { Outbox } from '@evenkeel/database';
import { PatientReader, PeopleReader } from '@evenkeel/identity-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId, type SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Access } from '../access.js';
import { rows } from '../index.js';
import { StandingReader } from '../store/standing.reader.js';
import { type Task, TaskStore } from '../store/task.store.js';
import { joinTeam } from '../testing.js';
import { CloseTask } from './close-task.js';
import { type NewTask, OpenTask } from './open-task.js';
import { ReadTasks } from './read-tasks.js';
import { SettleTask } from './settle-task.js';

const engine: SystemActor = { kind: 'system', name: 'test', requestId: 'tasks' };

describe('tasks of the team', () => {
  let t: TestDatabase;
  let organisationId: OrganisationId;
  let pat: BuiltPatient;
  let [lee, cora, kim, stranger]: BuiltPerson[] = [];
  let opens: OpenTask;
  let settles: SettleTask;
  let closes: CloseTask;
  let reads: ReadTasks;

  const who = (person: BuiltPerson | undefined): BuiltPerson => {
    if (person === undefined) throw new Error('nobody');
    return person;
  };
  const task = (more: Partial<NewTask> = {}): NewTask => ({ organisationId, patientId: pat.patientId, kind: 'plan-unread', about: '1', forRole: 'coordinator', dueAt: null, ...more });
  const open = (more: Partial<NewTask> = {}) => t.database.engine(engine, (tx) => opens.run(tx, task(more)));
  const settle = (about?: string) => t.database.engine(engine, (tx) => settles.run(tx, { organisationId, patientId: pat.patientId, kind: 'plan-unread', ...(about === undefined ? {} : { about }) }));
  const list = async (person: BuiltPerson | undefined, isOpen = true) => (await reads.run(who(person).actor(), isOpen)).filter((each) => each.task.patientId === pat.patientId);
  const only = async (): Promise<Task> => {
    const [first] = await list(lee);
    if (first === undefined) throw new Error('no task');
    return first.task;
  };
  const audited = async (action: string) => (await t.owner.query('SELECT 1 FROM audit.entry WHERE action = $1 AND patient_id = $2', [action, pat.patientId])).rowCount;

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const [access, store, audit, outbox] = [new Access(new StandingReader()), new TaskStore(t.sealer), buildAudit(), new Outbox()] as const;
    [opens, settles] = [new OpenTask(store, audit, outbox), new SettleTask(store, audit, outbox)];
    closes = new CloseTask(t.database, access, store, audit, outbox);
    reads = new ReadTasks(t.database, access, store, new PatientReader(t.sealer), new PeopleReader(t.sealer), audit);
    organisationId = await buildOrganisation(t);
    [lee, stranger] = [await buildStaff(t, { organisationId, role: 'prescriber', name: 'Lee Farrant' }), await buildStaff(t, { organisationId, role: 'prescriber' })];
    [cora, kim] = [await buildStaff(t, { organisationId, role: 'coordinator', name: 'Cora Ortiz' }), await buildStaff(t, { organisationId, role: 'therapist' })];
  }, 60_000);
  beforeEach(async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    pat = await buildPatient(t, { organisationId, name: 'Ann Sallow' });
    for (const person of [lee, cora, kim].map(who)) await joinTeam(t, { organisationId, patientId: pat.patientId, accountId: person.accountId, role: person.actor().role as 'prescriber' });
    await t.owner.query('DELETE FROM outbox.message');
  });
  afterAll(() => t.close());

  it('open once for each cause, wait as long as their kind, and ring', async () => {
    await open();
    await open();
    await open({ about: '2', dueAt: new Date('2026-03-02T15:00:00Z') });
    expect((await list(cora)).map(({ task: each, patientName, isLate, isMine }) => [each.about, each.dueAt.toISOString(), patientName, isLate, isMine])).toEqual([
      ['2', '2026-03-02T15:00:00.000Z', 'Ann Sallow', false, true], ['1', '2026-03-03T14:00:00.000Z', 'Ann Sallow', false, true],
    ]);
    await t.clock.set('2026-03-02T16:00:00Z');
    expect((await list(cora)).map(({ isLate }) => isLate)).toEqual([true, false]);
    expect(await audited('task.open')).toBe(2);
    const bells = (await t.owner.query<{ payload: unknown }>(`SELECT payload FROM outbox.message WHERE payload->>'topic' = 'task'`)).rows;
    expect(bells).toHaveLength(2);
    expect(bells).toContainEqual({ payload: { topic: 'task', subject: (await only()).id, patient: pat.patientId } });
  });

  it('settle with their cause, open again with it, and stay closed once a person has answered', async () => {
    await open();
    await settle('2');
    expect(await list(cora)).toHaveLength(1);
    await settle('1');
    expect((await list(cora, false)).map(({ task: { outcome, closedBy }, closedByName }) => [outcome, closedBy, closedByName])).toEqual([['settled', null, null]]);
    await open();
    const { id } = await only();
    expect(await closes.run(who(cora).actor(), { id, outcome: 'reached', note: ' Will read it tonight. ' })).toMatchObject({ outcome: 'reached', note: 'Will read it tonight.', closedBy: who(cora).accountId });
    await open();
    expect(await list(cora)).toEqual([]);
    expect((await list(cora, false)).map(({ closedByName, isMine }) => [closedByName, isMine])).toEqual([['Cora Ortiz', false]]);
    const { rows: [stored] } = await t.owner.query<{ note: Buffer }>('SELECT note FROM clin.task WHERE id = $1', [id]);
    expect(stored?.note.toString('latin1')).not.toContain('tonight');
    expect([await audited('task.settle'), await audited('task.close')]).toEqual([1, 1]);
  });

  it('stay open for the next day when the patient was not reached', async () => {
    await open();
    const { id } = await only();
    await t.clock.set('2026-03-03T09:00:00Z');
    expect(await closes.run(who(cora).actor(), { id, outcome: 'not-reached', note: null })).toMatchObject({ attempts: 1, closedAt: null, outcome: null, dueAt: new Date('2026-03-04T09:00:00Z') });
    expect(await closes.run(who(cora).actor(), { id, outcome: 'done', note: null })).toMatchObject({ attempts: 1, outcome: 'done' });
    expect(await audited('task.try')).toBe(1);
  });

  it('refuse an answer by its field, and one that comes second', async () => {
    await open();
    const { id } = await only();
    const answer = (outcome: string, note: string | null, person = cora) => closes.run(who(person).actor(), { id, outcome, note });
    expect(await answer('settled', null)).toMatchObject({ code: 'not-an-outcome', field: 'outcome' });
    expect(await answer('not-needed', ' ')).toMatchObject({ code: 'note-missing', field: 'note' });
    expect(await answer('done', 'x'.repeat(1001))).toMatchObject({ code: 'words-too-many', field: 'note' });
    expect(isRefusal(await answer('not-needed', 'Read on paper'))).toBe(false);
    expect(await answer('done', null)).toMatchObject({ code: 'task-closed', field: null });
    await open({ kind: 'hold-review', about: 'x', forRole: 'prescriber' });
    const review = await only();
    expect((await list(cora)).map(({ isMine }) => isMine)).toEqual([false]);
    expect(await closes.run(who(cora).actor(), { id: review.id, outcome: 'done', note: null })).toMatchObject({ code: 'not-for-your-role' });
    expect(await closes.run(who(lee).actor(), { id: review.id, outcome: 'reached', note: null })).toMatchObject({ code: 'not-an-outcome' });
    expect(isRefusal(await closes.run(who(lee).actor(), { id: review.id, outcome: 'done', note: null }))).toBe(false);
  });

  it('are nobody else’s, by either line of defence', async () => {
    await open();
    const { id } = await only();
    for (const person of [stranger, kim, pat].map(who)) {
      expect(await list(person)).toEqual([]);
      expect(await closes.run(person.actor(), { id, outcome: 'done', note: null })).toMatchObject({ code: 'not-found' });
    }
    const rowsFor = (person: BuiltPerson | undefined) => t.database.as(who(person).actor(), async (tx) => (await tx.query('SELECT id FROM clin.task WHERE patient_id = $1', [pat.patientId])).length);
    expect([await rowsFor(stranger), await rowsFor(kim), await rowsFor(cora)]).toEqual([0, 0, 1]);
    for (const person of [stranger, kim]) expect(await t.database.as(who(person).actor(), (tx) => tx.execute(`UPDATE clin.task SET outcome = 'settled', closed_at = clock.now() WHERE id = $1`, [id]))).toBe(0);
    await expect(t.database.as(pat.actor(), (tx) => tx.execute(`UPDATE clin.task SET outcome = 'done', closed_at = clock.now(), closed_by = $2 WHERE id = $1`, [id, pat.accountId]))).rejects.toThrow('row-level security');
    await expect(t.database.as(who(stranger).actor(), (tx) => opens.run(tx, task({ about: '7' })))).rejects.toThrow('row-level security');
    expect(await closes.run(who(cora).actor(), { id: 'nothing', outcome: 'done', note: null })).toMatchObject({ code: 'not-found' });
  });
});
