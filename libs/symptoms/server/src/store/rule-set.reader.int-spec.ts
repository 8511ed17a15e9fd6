import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@evenkeel/database';
import type { OrganisationId, SystemActor } from '@evenkeel/kernel';
import { ruleSet } from '@evenkeel/symptoms-rules';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { signRules } from '../testing.js';
import { RuleSetReader, UnreadableRules, UnsignedRules } from './rule-set.reader.js';

const engine: SystemActor = { kind: 'system', name: 'test', requestId: 'test' };

describe('the signed rules of an organisation', () => {
  let t: TestDatabase;
  const organisationId = newId() as OrganisationId;
  const reader = new RuleSetReader();
  const signed = () => t.database.engine(engine, (tx) => reader.signed(tx, organisationId));

  beforeAll(async () => {
    t = await freshDatabase();
    await t.owner.query(
      `INSERT INTO identity.organisation (id, name, zone, country, language, reading_hours, welfare_text, fallback_name, fallback_phone, created_at)
       VALUES ($1, 'Test', 'UTC', 'US', 'en', '{}', '{}', 'Desk', '555-0100', clock.now())`, [organisationId]);
  }, 60_000);
  afterAll(() => t.close());

  it('are a fault while nobody has signed any', async () => {
    await expect(signed()).rejects.toBeInstanceOf(UnsignedRules);
  });

  it('are those of the newest version, at once after it was signed', async () => {
    await signRules(t, { organisationId });
    expect(await signed()).toEqual(ruleSet);
    expect(await signed()).toEqual(ruleSet);
    const tighter = { ...ruleSet, version: 2, thresholds: { ...ruleSet.thresholds, highOverall: 6 } };
    await signRules(t, { organisationId, version: 2, ruleSet: tighter });
    expect((await signed()).thresholds.highOverall).toBe(6);
  });

  it('are a fault when the stored set is no set of rules', async () => {
    await signRules(t, { organisationId, version: 3, ruleSet: { ...ruleSet, version: 3, rules: [] } });
    await expect(signed()).rejects.toBeInstanceOf(UnreadableRules);
  });
});
