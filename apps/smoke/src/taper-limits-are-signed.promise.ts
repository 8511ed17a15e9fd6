import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, Devices, phone, press, Product, sees, wordsIn } from '@evenkeel/testing/product';

/** TA5: the limits of every plan belong to the organisation; a safety lead signs the table as a whole, and no signature loosens it. */
describe('the limits of tapers', () => {
  let product: Product;
  let devices: Devices;

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url, { keepsShell: false });
  }, 120_000);
  afterEach(async () => {
    await devices.putAway();
    expect([...devices.complaints(), ...product.complaints()]).toEqual([]);
  });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  it('are signed by a safety lead in a second look, and a signature that came between loses nothing typed', async () => {
    const en = (key: string, facts?: Record<string, string>): string => wordsIn('en')('taper/settings', key, facts);
    const es = (key: string, facts?: Record<string, string>): string => wordsIn('es')('taper/settings', key, facts);
    const lead = await product.signIn('safety-lead');
    const now = await product.t.clock.now();
    const onDesk = await devices.device(desk, lead);
    const onPhone = await devices.device({ ...phone, language: 'es' }, await product.signIn('safety-lead'));
    await onDesk.setClock(now);
    await onPhone.setClock(now);

    const page = await onDesk.open('/taper-settings');
    await sees(page, en('defaults'));
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: en('toSign') }).click();
    await page.locator('#taper-setting-slowerEveryDays').fill('28');
    await page.locator('#taper-setting-longUsePoints').fill('12');
    await press(page, en('sign.next'));
    await page.locator('#taper-setting-longUsePoints[aria-invalid="true"]').waitFor();
    expect(await page.locator('#taper-setting-slowerEveryDays').inputValue()).toBe('28');
    expect(await barriers(page)).toEqual([]);
    await onDesk.picture(page, 'limits-refused');

    // On the other device the same table is typed, and not signed yet.
    const other = await onPhone.open('/taper-settings/sign');
    await other.locator('#taper-setting-riskReviewDays').fill('60');

    await page.locator('#taper-setting-longUsePoints').fill('8');
    await press(page, en('sign.next'));
    await page.getByRole('heading', { name: en('confirm.heading', { version: '1' }) }).waitFor();
    await onDesk.picture(page, 'limits-once-more');
    expect(await barriers(page)).toEqual([]);
    await press(page, en('confirm.sign', { version: '1' }));
    await sees(page, en('said'));
    await sees(page, en('counts', { version: '1' }));
    await onDesk.picture(page, 'limits-signed');

    await press(other, es('sign.next'));
    await press(other, es('confirm.sign', { version: '1' }));
    await sees(other, es('old.title', { version: '1' }));
    await onPhone.picture(other, 'limits-old');
    expect(await barriers(other)).toEqual([]);
    await press(other, es('old.goOn', { version: '1' }));
    expect(await other.locator('#taper-setting-riskReviewDays').inputValue()).toBe('60');
    await press(other, es('sign.next'));
    await press(other, es('confirm.sign', { version: '2' }));
    await sees(other, es('counts', { version: '2' }));
    await onPhone.picture(other, 'limits-second');
  }, 120_000);

  it('are read by a prescriber, who finds who signed them and nothing to sign', async () => {
    const say = (key: string, facts?: Record<string, string>): string => wordsIn('en')('taper/settings', key, facts);
    const page = await (await devices.device(desk, await product.signIn('prescriber', 0))).open('/taper-settings');
    await sees(page, say('counts', { version: '2' }));
    await sees(page, say('whoSigns'));
    expect(await page.getByRole('link', { name: say('toSign') }).count()).toBe(0);
  }, 60_000);
});
