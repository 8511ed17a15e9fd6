import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isHeldByNobody, newRandomId, SessionLock } from '@evenkeel/database';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { until } from '@evenkeel/testing/product';
import { Engine } from './engine.js';
import { buildCaredFor, buildClinic, type Clinic, EscalationUnderTest, testRows } from './testing.js';
import { engineLock } from './store/beat.store.js';
import { Takeover } from './takeover.js';
import { AdvanceDueAlerts } from './use-cases/advance-due-alerts.js';

const second = 1000;
const minute = 60 * second;

const holdLock = (t: TestDatabase): SessionLock => SessionLock.hold(t.config, 'engine', engineLock);
const held = async (t: TestDatabase): Promise<number> =>
  (await t.owner.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).rowCount ?? 0;
const isLockFree = (t: TestDatabase): Promise<boolean> => t.database.engine({ kind: 'system', name: 'test', requestId: newRandomId() }, (tx) => isHeldByNobody(tx, engineLock));

describe('standing in for the engine', () => {
  let t: TestDatabase;
  let e: EscalationUnderTest;
  let clinic: Clinic;
  /** The sign of life of an engine that hangs: from here on it is held by a process that does nothing. */
  let engine: SessionLock | null = null;
  const said: string[] = [];
  const hooks = { began: () => { said.push('began'); }, ended: () => { said.push('ended'); }, fault: (error: unknown) => { said.push(String(error)); } };
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    e = await EscalationUnderTest.start(t);
    clinic = await buildClinic(t);
  }, 90_000);
  afterAll(async () => { await engine?.release(); await e.stop(); await t.close(); });
  const look = () => e.get(Takeover).look(hooks);
  const isFree = (): Promise<boolean> => isLockFree(t);

  it('begins at once when the last engine has died, and ends when one is back', async () => {
    const [first, second] = [holdLock(t), holdLock(t)];
    await e.round();
    await until('both locks', async () => (await held(t)) === 2);
    expect(await look()).toBe(false);
    await first.release();
    expect(await look()).toBe(false); // one of two is left
    const id = await e.raise(await buildCaredFor(t, clinic));
    await second.release();
    expect(await look()).toBe(true);
    expect((await e.notifications(id)).every((n) => n.status === 'accepted')).toBe(true);
    engine = holdLock(t);
    await until('an engine', async () => !(await isFree()));
    expect(await look()).toBe(false);
    expect(said.splice(0)).toEqual(['began', 'ended']);
  });

  it('leaves a living engine alone', async () => {
    await e.round();
    expect(await look()).toBe(false);
    expect(await look()).toBe(false);
    expect(said).toEqual([]);
  });

  it('climbs and sends when no beat has come for five seconds, and stops at the next beat', async () => {
    const id = await e.raise(await buildCaredFor(t, clinic));
    await t.clock.advance(5 * second);
    expect(await look()).toBe(false);
    await t.clock.advance(second);
    expect(await look()).toBe(false); // a first silence is only a suspicion
    expect(await look()).toBe(true);
    expect((await e.notifications(id)).every((n) => n.status === 'accepted')).toBe(true);
    await t.clock.advance(5 * minute);
    expect(await look()).toBe(true);
    expect(await e.alert(id)).toMatchObject({ level: 2 });
    await e.get(Engine).tick();
    expect(await look()).toBe(false);
    expect(said).toEqual(['began', 'ended']);
  });

  it('also when the engine beats and an alert stays overdue', async () => {
    await e.raise(await buildCaredFor(t, clinic));
    const beats = () => t.owner.query(`UPDATE clin.engine_beat SET beat_at = clock.now()`);
    await t.clock.advance(5 * minute + 15 * second);
    await beats();
    await look();
    expect(await look()).toBe(false);
    await t.clock.advance(15 * second);
    await beats();
    await look();
    expect(await look()).toBe(true);
  });

  it('sends what is written down although the alarm clock cannot be read', async () => {
    const id = await e.raise(await buildCaredFor(t, clinic));
    await t.clock.advance(minute);
    const broken = jest.spyOn(e.get(AdvanceDueAlerts), 'run').mockRejectedValue(new Error('no alarm clock'));
    try {
      await look();
      await look();
    } finally {
      broken.mockRestore();
    }
    expect(said.filter((each) => each.includes('no alarm clock')).length).toBeGreaterThan(0);
    expect((await e.notifications(id)).map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  });

  it('is done by one process at a time', async () => {
    await e.raise(await buildCaredFor(t, clinic));
    await t.clock.advance(10 * minute);
    const holder = await t.owner.connect();
    await holder.query('BEGIN');
    await holder.query(`SELECT pg_advisory_xact_lock(hashtext('evenkeel takeover'))`);
    const before = await t.owner.query(`SELECT sum(row_version) AS sum FROM clin.alert`);
    await look();
    await look();
    expect((await t.owner.query(`SELECT sum(row_version) AS sum FROM clin.alert`)).rows).toEqual(before.rows);
    await holder.query('ROLLBACK');
    holder.release();
    await look();
    expect((await t.owner.query(`SELECT sum(row_version) AS sum FROM clin.alert`)).rows).not.toEqual(before.rows);
  });

  it('does not look like health', async () => {
    const { rows } = await t.owner.query(`SELECT max(beat_at) < clock.now() - interval '5 minutes' AS silent FROM clin.engine_beat`);
    expect(rows).toEqual([{ silent: true }]);
  });
});

describe('the loop of the engine', () => {
  it('ticks, beats and sends by itself until it is stopped', async () => {
    const t = await freshDatabase({ rows: testRows });
    const e = await EscalationUnderTest.start(t, { EVENKEEL_TICK_MS: 20, EVENKEEL_INSTANCE: 'loop' });
    const id = await e.raise(await buildCaredFor(t, await buildClinic(t)));
    const faults: unknown[] = [];
    e.get(Engine).start({ fault: (error) => faults.push(error), stuck: () => faults.push('stuck') });
    const settled = async (): Promise<boolean> => (await e.notifications(id)).every((n) => n.status === 'accepted');
    for (let n = 0; n < 200 && !(await settled()); n += 1) await new Promise((later) => setTimeout(later, 50));
    expect(await settled()).toBe(true);
    await t.clock.advance(5 * minute);
    for (let n = 0; n < 200 && (await e.alert(id)).level < 2; n += 1) await new Promise((later) => setTimeout(later, 50));
    const hasBeaten = async (): Promise<boolean> => (await t.owner.query(`SELECT 1 FROM clin.engine_beat WHERE instance = 'loop' AND beat_at = clock.now()`)).rowCount === 1;
    for (let n = 0; n < 200 && !(await hasBeaten()); n += 1) await new Promise((later) => setTimeout(later, 50));
    await e.get(Engine).stop();
    expect(await hasBeaten()).toBe(true);
    expect((await e.alert(id)).level).toBe(2);
    expect(faults).toEqual([]);
    await e.stop();
    await t.close();
  }, 60_000);

  it('shows that it is there from its start to its stop, also after PostgreSQL dropped the connection', async () => {
    const t = await freshDatabase({ rows: testRows });
    const e = await EscalationUnderTest.start(t, { EVENKEEL_TICK_MS: 20 });
    const engine = e.get(Engine);
    engine.start({ fault: () => undefined, stuck: () => undefined });
    await until('the sign', async () => (await held(t)) === 1);
    await t.owner.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    await until('its loss', async () => (await held(t)) === 0);
    expect(await isLockFree(t)).toBe(true);
    await until('the sign again', async () => (await held(t)) === 1);
    expect(await isLockFree(t)).toBe(false);
    await engine.stop();
    expect(await isLockFree(t)).toBe(true);
    await e.stop();
    await t.close();
  }, 60_000);

  it('sends what is written down although every tick takes longer than a round may', async () => {
    const t = await freshDatabase({ rows: testRows });
    const e = await EscalationUnderTest.start(t, { EVENKEEL_TICK_MS: 20 });
    const id = await e.raise(await buildCaredFor(t, await buildClinic(t)));
    const engine = e.get(Engine);
    let go: () => void = () => undefined;
    const ticking = jest.spyOn(engine, 'tick').mockReturnValue(new Promise((done) => { go = () => done({ advanced: 0, failed: 0 }); }));
    engine.start({ fault: () => undefined, stuck: () => undefined });
    const settled = async (): Promise<boolean> => (await e.notifications(id)).every((n) => n.status === 'accepted');
    for (let n = 0; n < 200 && !(await settled()); n += 1) await new Promise((later) => setTimeout(later, 50));
    expect([await settled(), ticking.mock.calls.length]).toEqual([true, 1]);
    go();
    await engine.stop();
    await e.stop();
    await t.close();
  }, 60_000);
});
