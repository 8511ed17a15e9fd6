import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Mistake } from './command.js';
import { createAdmin } from './commands/create-admin.js';
import { examine } from './examine.js';

const sound = {
  name: 'Ana Ruiz', email: 'ana@harbour.example.org', organisation: 'Harbour Clinic', zone: 'America/New_York', country: 'us',
  'fallback-phone': '+1 202 555 0100', clinician: 'Dr Lee',
};

describe('create-admin', () => {
  let t: TestDatabase;
  beforeAll(async () => { t = await freshDatabase(); }, 60_000);
  afterAll(() => t.close());

  /** What the operator reads: lines of output, or the mistake. */
  const running = async (values: Record<string, string>, password = 'mi gato duerme al sol'): Promise<string> => {
    const printed: string[] = [];
    const ask = (question: string): Promise<string> => Promise.resolve(question.startsWith('Password') ? password : '');
    try {
      await createAdmin.run({ config: () => t.config, secret: () => t.config.EVENKEEL_SECRET, values, print: (line) => printed.push(line), ask, folder: '/' });
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      return error.message;
    }
    return printed.join('\n');
  };
  const people = async (): Promise<number> => Number((await t.owner.query<{ count: string }>('SELECT count(*) FROM identity.account')).rows[0]?.count);
  const without = (...options: string[]): Record<string, string> => Object.fromEntries(Object.entries(sound).filter(([option]) => !options.includes(option)));

  it('asks for what a new organisation cannot do without, and assumes none of it', async () => {
    expect(await running(without('organisation'))).toMatch(/--organisation is needed: there is none yet/);
    expect((await running(without('zone', 'country', 'fallback-phone', 'clinician'))).split('\n').slice(1)).toEqual([
      '  --zone is needed for a new organisation', '  --country is needed for a new organisation',
      '  --fallback-phone is needed for a new organisation', '  --clinician is needed for a new organisation',
    ]);
    expect(await people()).toBe(0);
  });

  it.each([
    ['name', ' '], ['name', 'Ana\nRuiz'], ['email', 'ana'], ['email', 'ana@@x'], ['email', 'a b@x.org'], ['organisation', ''], ['zone', 'Mars/Base'], ['zone', '+02:00'],
    ['country', 'Spain'], ['country', 'ZZ'], ['fallback-phone', 'call me'], ['fallback-phone', '112'], ['clinician', ''],
  ])('refuses --%s %j by its name', async (option, value) => {
    expect((await running({ ...sound, [option]: value })).split('\n')).toEqual(['No administrator was created:', expect.stringMatching(`^  --${option} must be `)]);
    expect(await people()).toBe(0);
  });

  it('names every field at fault at once, and a password that names the clinic', async () => {
    expect((await running({ ...sound, email: 'ana', zone: 'Mars/Base', country: 'Spain' })).match(/--\w+/g)).toEqual(['--email', '--zone', '--country']);
    expect(await running(sound, 'short')).toMatch(/password cannot be used: password too short/);
    expect(await running(sound, 'Harbour-Clinic-26')).toMatch(/password names you/);
    expect(await people()).toBe(0);
  });

  it('makes the organisation with signed rules and its first administrator, whom nothing stops from signing in', async () => {
    expect(await running(sound)).toBe('Organisation Harbour Clinic created\nAdministrator of Harbour Clinic created');
    const { rows } = await t.owner.query(`
      SELECT o.name, o.zone, o.country, o.fallback_phone, m.role, p.signed_by, a.email_index = $1 AS found, c.kind
      FROM identity.organisation o JOIN identity.membership m ON m.organisation_id = o.id JOIN identity.account a ON a.id = m.account_id
      JOIN identity.credential c ON c.account_id = a.id JOIN clin.escalation_policy p ON p.organisation_id = o.id`, [t.sealer.emailIndex(sound.email)]);
    expect(rows).toEqual([{ name: 'Harbour Clinic', zone: 'America/New_York', country: 'US', fallback_phone: '+1 202 555 0100', role: 'administrator', signed_by: 'Dr Lee', found: true, kind: 'password' }]);
    expect((await examine(t.config)).filter(({ state }) => state === 'ill')).toEqual([]);
  });

  it('adds a second administrator to the only organisation, and never the same address twice', async () => {
    expect(await running({ name: 'Ben Ode', email: 'ben@harbour.example.org' })).toBe('Administrator of Harbour Clinic created');
    expect(await running({ name: 'Ana Again', email: ' ANA@harbour.example.org ' })).toMatch(/--email belongs to somebody already/);
    expect(await running({ ...sound, email: 'cy@lake.example.org', organisation: 'Lake Clinic' })).toMatch(/Organisation Lake Clinic created/);
    expect(await running({ name: 'Dee', email: 'dee@lake.example.org' })).toMatch(/--organisation is needed: there are several/);
    expect(await people()).toBe(3);
  });
});
