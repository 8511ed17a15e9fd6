import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, Devices, heading, type Look, type Page, phone, press, Product, sees, until, wordsIn } from '@evenkeel/testing/product';

/** Promise 8: who wrote a post, from the safety desk to the end of the hour. Two people, a danger, a reason, and the patient is told. */
describe('two people find out who wrote a post', () => {
  let product: Product;
  let devices: Devices;

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url);
  }, 120_000);
  afterEach(() => { // The browser notes every refusal by its status; those are what the test asks for.
    expect([...devices.complaints(), ...product.complaints()].filter((line) => !line.includes('status of 403'))).toEqual([]);
  });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  /** A post of somebody who did not choose to be contacted, passed on as a moderator's page writes it. */
  const passOn = async (): Promise<void> => {
    const { owner } = product.t;
    const { rows: [persona] } = await owner.query<{ id: string }>(`SELECT id FROM comm.persona WHERE display_name = 'Mossy Lantern 41'`);
    await owner.query('INSERT INTO comm.bridge_choice (persona_id, at, may_contact) VALUES ($1, clock.now(), false) ON CONFLICT DO NOTHING', [persona?.id]);
    const post = randomUUID();
    await owner.query(
      `INSERT INTO comm.post (community_id, group_id, thread_id, id, author, words, state, hold_reasons, crisis, created_at, due_at)
         SELECT p.community_id, p.group_id, t.id, $2, p.id, '\\x00', 'held', '{crisis}', true, clock.now(), clock.now() + interval '1 day'
         FROM comm.persona p CROSS JOIN LATERAL (SELECT id FROM comm.thread WHERE group_id = p.group_id LIMIT 1) t WHERE p.id = $1`, [persona?.id, post]);
    await owner.query(
      `INSERT INTO comm.crossing (community_id, id, kind, post_id, persona_id, by, at)
         SELECT p.community_id, $2, 'pass-on', p.id, p.author, (SELECT id FROM comm.persona m WHERE m.community_id = p.community_id AND m.part = 'moderator' LIMIT 1), clock.now() FROM comm.post p WHERE p.id = $1`, [post, randomUUID()]);
    await until('the post to wait at the desk', async () => (await owner.query(`SELECT 1 FROM vault.crossing_outcome o JOIN comm.crossing c ON c.id = o.crossing_id WHERE c.post_id = $1 AND o.outcome = 'safety-desk'`, [post])).rowCount === 1, 60_000);
  };

  const looks: readonly (readonly [string, Look])[] = [['phone in Spanish', { ...phone, language: 'es' }], ['desk', desk]];
  it.each(looks)('on a %s', async (_, look) => {
    const words = wordsIn(look.language, 'staff');
    const say = (key: string, facts?: Record<string, string>): string => words('safety-desk', key, facts);
    const open = async (role: 'safety-lead' | 'administrator'): Promise<{ page: Page; see: (name: string) => Promise<void> }> => {
      const device = await devices.device(look, await product.signIn(role));
      await device.setClock(await product.t.clock.now());
      const page = await device.open('/safety-desk');
      return { page, see: async (name) => { await device.picture(page, name); expect(await barriers(page)).toEqual([]); } };
    };
    await passOn();
    const lead = await open('safety-lead');
    await lead.page.getByRole('link', { name: say('post.ask') }).first().click();
    await lead.see('unsealing-ask');
    await press(lead.page, say('ask.send'));
    await sees(lead.page, say('fault.danger'));
    await lead.page.locator('#unsealing-danger').selectOption('suicide');
    await press(lead.page, say('ask.send'));
    await sees(lead.page, say('fault.reason'));
    await lead.see('unsealing-ask-refused');
    await lead.page.locator('#unsealing-reason').fill('The moderator reads me a plan for tonight and no answer in the group.');
    await press(lead.page, say('ask.send'));
    await sees(lead.page, say('request.own'));
    await lead.see('unsealing-own');

    const other = await open('administrator');
    await other.see('unsealing-desk');
    await other.page.getByRole('link', { name: say('request.decide') }).first().click();
    await sees(other.page, say('decide.life'));
    await other.see('unsealing-decide');
    await press(other.page, say('decide.agree'));
    await heading(other.page, new RegExp(say('state.open')));
    await press(other.page, say('hour.look'));
    await sees(other.page, say('hour.police'));
    await other.see('unsealing-hour');
    await press(other.page, say('hour.end'));
    await heading(other.page, new RegExp(say('state.over')));
    await sees(other.page, say('record.told'));
    await other.see('unsealing-record');
  }, 180_000);
});
