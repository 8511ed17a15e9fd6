import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { askToJoin, barriers, choose, desk, type Device, Devices, exactly, heading, holdLine, isGone, type Page, phone, press, Product, secondModerator, sees, until, wordsIn, wordsOn } from '@evenkeel/testing/product';

const [t, staff] = [wordsIn('en'), wordsIn('en', 'staff')];
const group = (key: string, values?: Record<string, string>): string => t('peer-groups', key, values);
const atDesk = (key: string, values?: Record<string, string>): string => staff('peer-groups', key, values);

/** Alder is nobody in the group yet; Lucía and Sam are members, Quiet Meadow is one with nobody behind it. */
const [alder, lucia, sam] = [0, 1, 2] as const;
const names = { alder: 'Gentle Sparrow 27', lucia: 'Faro Tranquilo 18', sam: 'Mossy Lantern 41', meadow: 'Quiet Meadow 63' };
const nights = /^Nights after a step/;

/** What a member can do about their own place and words, and what two moderators can do about a member: each on a screen that says it. */
describe('the rest of the group', () => {
  let product: Product, devices: Devices;
  let alderPhone: Device, luciaPhone: Device, samPhone: Device, noorDesk: Device, secondDesk: Device;
  let alderPage: Page, luciaPage: Page, samPage: Page, noorPage: Page, secondPage: Page;
  const found: string[] = [];

  beforeAll(async () => {
    product = await Product.start({ startAt: '2026-03-02T15:00:00Z' });
    devices = await Devices.start(product.url);
    alderPhone = await device(phone, await product.signIn('patient', alder));
    luciaPhone = await device({ ...phone, theme: 'low-stim' }, await product.signIn('patient', lucia));
    samPhone = await device(phone, await product.signIn('patient', sam));
    [alderPage, luciaPage, samPage] = [await alderPhone.open('/group'), await luciaPhone.open('/group'), await samPhone.open('/group')];
    for (const page of [luciaPage, samPage]) await press(page, group('cards.enterNamed', { topic: 'Tapering slowly' }));
    [noorDesk, secondDesk] = [await device(desk, await product.signIn('moderator')), await device({ ...phone, theme: 'dark' }, await secondModerator(product))];
    [noorPage, secondPage] = [await noorDesk.open('/queue'), await secondDesk.open('/queue')];
  }, 120_000);
  afterEach(() => { expect([...devices.complaints(), ...product.complaints()]).toEqual([]); });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const device = async (...as: Parameters<Devices['device']>): Promise<Device> => {
    const made = await devices.device(...as);
    await made.setClock(await product.t.clock.now());
    return made;
  };
  /** What keeps anybody out in three themes, and what does not fit on the screen sideways. */
  const visit = async (of: Device, page: Page, name: string): Promise<void> => {
    await of.picture(page, `rest-${name}`);
    found.push(...(await barriers(page)).map((each) => `${name}: ${each}`));
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (tooWide > 0) found.push(`${name}: ${tooWide} px too wide`);
  };
  const row = async <Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row | undefined> => (await product.t.owner.query<Row>(sql, [...parameters])).rows[0];
  const idOf = async (name: string): Promise<string> => (await row<{ id: string }>('SELECT id FROM comm.persona WHERE display_name = $1', [name]))?.id ?? '';
  const openMember = async (page: Page, name: string): Promise<void> => {
    await page.goto(`/queue/members/${await idOf(name)}`);
    await heading(page, exactly(atDesk('member.heading', { name })), 20_000);
  };
  const confirm = (page: Page, action: string): Promise<void> => press(page, atDesk('member.confirm', { action: atDesk(`member.action.${action}`) }));
  /** A decision about a member, with what its form asks. */
  const decide = async (page: Page, action: string, reason?: string): Promise<void> => {
    // What comes later is later, also by the clock of the log.
    await product.t.clock.advance(1000);
    await press(page, atDesk(`member.action.${action}`));
    if (reason !== undefined) {
      await page.getByLabel(atDesk('member.reason'), { exact: true }).fill(reason);
      await confirm(page, action);
    }
    await sees(page, atDesk('member.done', { action: atDesk(`member.action.${action}`) }));
  };
  const toThread = async (page: Page): Promise<void> => {
    await page.getByRole('link', { name: t('shell', 'nav.group'), exact: true }).click();
    await page.getByRole('link', { name: nights }).click();
    await sees(page, group('thread.reply'));
  };
  const reply = async (page: Page, words: string): Promise<void> => {
    await page.getByRole('link', { name: group('thread.reply'), exact: true }).click();
    await page.getByLabel(group('write.words'), { exact: true }).fill(words);
    await press(page, group('write.post'));
  };

  it('somebody is not let in, and reads why; a decision without a reason is no decision', async () => {
    await askToJoin(alderPage, 'Tapering slowly', names.alder);
    await openMember(secondPage, names.alder);
    await press(secondPage, atDesk('member.action.decline'));
    await confirm(secondPage, 'decline');
    await sees(secondPage, /Please give a reason/);
    await visit(secondDesk, secondPage, 'decline');
    expect(await row('SELECT state FROM comm.membership WHERE persona_id = $1', [await idOf(names.alder)])).toEqual({ state: 'requested' });
    await secondPage.getByLabel(atDesk('member.reason'), { exact: true }).fill('The group is for people on a taper.');
    await confirm(secondPage, 'decline');
    await heading(alderPage, exactly(group('closed.declined')), 20_000);
    await sees(alderPage, group('closed.reason', { reason: 'The group is for people on a taper.' }));
    await visit(alderPhone, alderPage, 'declined');
    await visit(secondDesk, secondPage, 'member');
    await decide(secondPage, 'approve');
    await heading(alderPage, /^Tapering slowly$/, 20_000);
  }, 90_000);

  it('a pause of writing is bounded, keeps what was typed, is read by the member and ends', async () => {
    await openMember(noorPage, names.sam);
    await press(noorPage, atDesk('member.action.mute'));
    await noorPage.getByLabel(atDesk('member.reason'), { exact: true }).fill('Please take a day off.');
    await noorPage.getByLabel(atDesk('member.hours'), { exact: true }).fill('999');
    await confirm(noorPage, 'mute');
    await sees(noorPage, /between 1 and 336 hours/);
    expect(await noorPage.getByLabel(atDesk('member.hours'), { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await noorPage.getByLabel(atDesk('member.reason'), { exact: true }).inputValue()).toBe('Please take a day off.');
    await visit(noorDesk, noorPage, 'mute');
    await noorPage.getByLabel(atDesk('member.hours'), { exact: true }).fill('24');
    await confirm(noorPage, 'mute');
    await sees(noorPage, atDesk('member.done', { action: atDesk('member.action.mute') }));
    await sees(samPage, /asked you to pause with writing/);
    await visit(samPhone, samPage, 'muted');
    await decide(noorPage, 'lift-mute');
    await isGone(samPage, 'asked you to pause with writing');
  }, 90_000);

  it('whose posts are all read first is told so under the post; a held one is rewritten and taken back', async () => {
    await decide(noorPage, 'hold-all', 'We read along for a while.');
    await visit(noorDesk, noorPage, 'hold-all');
    await toThread(samPage);
    await reply(samPage, 'A glass of water helped me.');
    await sees(samPage, group('post.why.hold-all'));
    await press(samPage, group('post.edit'));
    await samPage.getByLabel(group('post.label'), { exact: true }).fill('A glass of milk helped me.');
    await visit(samPhone, samPage, 'edit');
    await press(samPage, group('post.save'));
    await sees(samPage, 'A glass of milk helped me.');
    await isGone(samPage, 'A glass of water helped me.');
    await samPage.getByRole('button', { name: group('post.withdraw'), exact: true }).last().click();
    await sees(samPage, group('post.takeBackText'));
    await visit(samPhone, samPage, 'take-back');
    await press(samPage, group('post.takeBackNow'));
    await isGone(samPage, 'A glass of milk helped me.');
    expect(await row('SELECT state FROM comm.post WHERE author = $1 ORDER BY created_at DESC LIMIT 1', [await idOf(names.sam)])).toEqual({ state: 'withdrawn' });
    await decide(noorPage, 'end-hold-all', 'It was enough.');
  }, 90_000);

  it('what two moderators do not read at once: one takes a post, the other sees whose it is, also by a line that comes after that', async () => {
    const listens = await holdLine(secondPage, '/peer/realtime');
    for (const page of [noorPage, secondPage]) {
      await page.goto('/queue');
      await page.getByRole('link', { name: exactly(atDesk('queue.kind.post', { name: names.meadow })) }).click();
      await sees(page, atDesk('review.claim'));
    }
    await press(noorPage, atDesk('review.claim'));
    await until('the news of it has been told, for the last time', async () => (await row('SELECT FROM comm.post WHERE claimed_by IS NOT NULL AND NOT EXISTS (SELECT FROM comm_outbox.message WHERE published_at IS NULL)')) ?? null);
    listens();
    await secondPage.getByText(atDesk('review.taken', { name: 'Noor' })).first().waitFor({ timeout: 10_000 });
    expect(await secondPage.getByRole('button', { name: atDesk('review.claim'), exact: true }).count()).toBe(0);
    await visit(secondDesk, secondPage, 'taken');
    await press(noorPage, atDesk('review.release'));
    // The second one has no name in the group yet. The post is taken all the same.
    await press(secondPage, atDesk('review.claim'));
    await sees(noorPage, atDesk('review.taken', { name: atDesk('log.nobody') }));
    await press(secondPage, atDesk('review.release'));
    await noorPage.getByRole('button', { name: atDesk('review.claim'), exact: true }).waitFor();
  }, 60_000);

  it('a report ends with an outcome, which its reporter reads', async () => {
    await toThread(samPage);
    await press(samPage, group('post.reportNamed', { name: names.lucia }));
    await choose(samPage, 'unkind');
    await press(samPage, group('report.send'));
    await sees(samPage, group('report.sent'));
    await secondPage.goto('/queue');
    await secondPage.getByRole('link', { name: exactly(atDesk('queue.kind.report', { name: names.lucia })) }).click();
    await press(secondPage, atDesk('report.decide'));
    await press(secondPage, atDesk('report.save'));
    const outcome = secondPage.getByLabel(atDesk('report.outcome'), { exact: true });
    await until('the outcome is asked for', async () => ((await outcome.getAttribute('aria-invalid')) === 'true' ? true : null));
    await visit(secondDesk, secondPage, 'report-outcome');
    await outcome.selectOption('hidden');
    await press(secondPage, atDesk('report.save'));
    await sees(secondPage, /Please give a reason/);
    expect(await outcome.inputValue()).toBe('hidden');
    await visit(secondDesk, secondPage, 'report-reason');
    await outcome.selectOption('kept');
    await press(secondPage, atDesk('report.save'));
    await sees(secondPage, atDesk('report.ended', { outcome: atDesk('report.outcomes.kept') }));
    await samPage.getByRole('link', { name: t('shell', 'nav.group'), exact: true }).click();
    await samPage.getByRole('link', { name: group('group.me'), exact: true }).click();
    await sees(samPage, group('me.outcome.kept'));
  }, 60_000);

  it('a member is taken out and let in again; a ban takes a second moderator, and can be lifted', async () => {
    await openMember(noorPage, names.alder);
    await decide(noorPage, 'remove', 'A pause for everybody.');
    await heading(alderPage, exactly(group('closed.removed')), 20_000);
    await visit(alderPhone, alderPage, 'removed');
    await decide(noorPage, 'approve');
    await heading(alderPage, /^Tapering slowly$/, 20_000);
    await decide(noorPage, 'ban', 'Offered medicine to others.');
    await heading(alderPage, exactly(group('closed.removed')), 20_000);
    await sees(noorPage, atDesk('member.banAsked'));
    // One alone cannot agree with themselves.
    await press(noorPage, atDesk('member.action.confirm-ban'));
    await noorPage.getByLabel(atDesk('member.reason'), { exact: true }).fill('Once more.');
    await confirm(noorPage, 'confirm-ban');
    await sees(noorPage, /This is not possible here any more/);
    await visit(noorDesk, noorPage, 'ban-asked');
    await openMember(secondPage, names.alder);
    await decide(secondPage, 'confirm-ban', 'I read it and agree.');
    await heading(alderPage, exactly(group('closed.banned')), 20_000);
    await visit(alderPhone, alderPage, 'banned');
    await visit(secondDesk, secondPage, 'banned-member');
    await decide(secondPage, 'lift-ban', 'It was a misunderstanding.');
    await decide(secondPage, 'approve');
    await heading(alderPage, /^Tapering slowly$/, 20_000);
  }, 120_000);

  it('the form of a group names the field that is refused and keeps what was typed; nobody writes over somebody else', async () => {
    for (const page of [noorPage, secondPage]) {
      await page.goto('/settings');
      await page.getByLabel(atDesk('settings.topic'), { exact: true }).waitFor();
    }
    const field = (page: Page, key: string) => page.getByLabel(atDesk(`settings.${key}`), { exact: true });
    await field(noorPage, 'about').fill('For people on a slow taper, and nobody else.');
    await field(noorPage, 'capacity').fill('many');
    await press(noorPage, atDesk('settings.save'));
    await sees(noorPage, atDesk('settings.number'));
    await field(noorPage, 'capacity').fill('1');
    await press(noorPage, atDesk('settings.save'));
    await sees(noorPage, /between 2 and 500/);
    expect(await field(noorPage, 'capacity').getAttribute('aria-invalid')).toBe('true');
    for (const other of ['topic', 'about', 'holdFirst', 'slowSeconds']) expect(await field(noorPage, other).getAttribute('aria-invalid')).toBeNull();
    expect([await field(noorPage, 'capacity').inputValue(), await field(noorPage, 'about').inputValue()]).toEqual(['1', 'For people on a slow taper, and nobody else.']);
    await visit(noorDesk, noorPage, 'settings-refused');
    await field(noorPage, 'capacity').fill('60');
    await press(noorPage, atDesk('settings.save'));
    await sees(noorPage, atDesk('settings.saved'));
    expect(await row('SELECT about, capacity FROM comm.peer_group')).toEqual({ about: 'For people on a slow taper, and nobody else.', capacity: 60 });
    // The other desk has read the group again by now, but not what is in its form.
    await secondPage.waitForResponse((answer) => answer.url().includes('/peer/graphql') && (answer.request().postData() ?? '').includes('PeerGroupSettings'), { timeout: 30_000 });
    await field(secondPage, 'slowSeconds').fill('30');
    await press(secondPage, atDesk('settings.save'));
    await secondPage.getByRole('alert').first().waitFor();
    await visit(secondDesk, secondPage, 'settings-stale');
    expect(await row('SELECT capacity, slow_seconds FROM comm.peer_group')).toEqual({ capacity: 60, slow_seconds: 0 });
  }, 90_000);

  it('the log has every deed with who and why, and the playbook fits a phone', async () => {
    for (const [of, page] of [[noorDesk, noorPage], [secondDesk, secondPage]] as const) {
      await page.goto('/log');
      for (const deed of ['member-decline', 'member-mute', 'member-mute-lifted', 'member-hold-all', 'member-hold-all-ended', 'report-kept', 'member-remove', 'member-ban-asked', 'member-ban', 'member-ban-lifted']) await sees(page, exactly(atDesk(`log.action.${deed}`)));
      await sees(page, 'Offered medicine to others.');
      await visit(of, page, 'log');
      await page.goto('/playbook');
      await sees(page, atDesk('playbook.high.step'));
      await visit(of, page, 'playbook');
    }
  }, 60_000);

  it('somebody who is not to be seen is not seen, is not told, and can be seen again', async () => {
    await toThread(alderPage);
    await sees(alderPage, /dull audiobook/);
    await press(alderPage, group('post.blockNamed', { name: names.meadow }));
    await sees(alderPage, group('post.blocked'));
    await sees(alderPage, group('post.blockedSaid'));
    await isGone(alderPage, 'dull audiobook');
    await visit(alderPhone, alderPage, 'blocked');
    await press(alderPage, group('post.unblock'));
    await sees(alderPage, /dull audiobook/);
  }, 60_000);

  it('the choice about being contacted is changed later, and is what the page then says', async () => {
    await luciaPage.getByRole('link', { name: t('shell', 'nav.group'), exact: true }).click();
    await luciaPage.getByRole('link', { name: group('group.me'), exact: true }).click();
    await sees(luciaPage, group('me.contactNote'));
    const newest = async () => (await row<{ may_contact: boolean }>('SELECT may_contact FROM comm.bridge_choice WHERE persona_id = $1 ORDER BY at DESC LIMIT 1', [await idOf(names.lucia)]))?.may_contact;
    for (const value of ['yes', 'no', 'yes'] as const) {
      await choose(luciaPage, value);
      await until(`the choice is ${value}`, async () => ((await newest()) === (value === 'yes') && (await luciaPage.locator(`input[value="${value}"]`).isChecked()) ? true : null));
      await product.t.clock.advance(1000);
    }
    await sees(luciaPage, group('me.contactSaid'));
    await visit(luciaPhone, luciaPage, 'choice');
    await luciaPage.reload();
    await sees(luciaPage, group('me.contactNote'));
    expect(await luciaPage.locator('input[value="yes"]').isChecked()).toBe(true);
  }, 60_000);

  it('who leaves says what happens to their words: kept without the name, or taken along', async () => {
    await press(samPage, group('me.leave'));
    await press(samPage, group('me.leaveNow'));
    await sees(samPage, group('me.leaveChoose'));
    await visit(samPhone, samPage, 'leave');
    await choose(samPage, 'keep');
    await press(samPage, group('me.leaveNow'));
    await heading(samPage, exactly(group('closed.left')), 20_000);
    await visit(samPhone, samPage, 'left');
    await press(luciaPage, group('me.leave'));
    await choose(luciaPage, 'remove');
    await visit(luciaPhone, luciaPage, 'leave-remove');
    await press(luciaPage, group('me.leaveNow'));
    await heading(luciaPage, exactly(group('closed.left')), 20_000);
    await toThread(alderPage);
    await sees(alderPage, group('former'));
    await sees(alderPage, /The first week after a step my nights are short/);
    const left = await wordsOn(alderPage);
    for (const gone of ['A mí me ayuda', names.sam, names.lucia]) expect(left).not.toContain(gone);
    await visit(alderPhone, alderPage, 'former');
  }, 60_000);

  it('no screen keeps anybody out', () => { expect(found).toEqual([]); });
});
