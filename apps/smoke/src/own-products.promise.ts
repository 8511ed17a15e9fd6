import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, Devices, type Look, phone, press, Product, sees, wordsIn } from '@evenkeel/testing/product';

/** TA7: an administrator enters a liquid with its source, a slip of the decimal point is read aloud first, and retires it. */
describe('products of an organisation of its own', () => {
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

  const looks: readonly (readonly [string, Look, (figure: string) => string])[] = [
    ['phone in Spanish', { ...phone, language: 'es' }, (figure) => figure.replace('.', ',')], ['desk', desk, (figure) => figure],
  ];
  it.each(looks)('are entered and retired on a %s', async (_, look, figure) => {
    const say = (key: string, facts?: Record<string, string>): string => wordsIn(look.language)('medicines/local-products', key, facts);
    const device = await devices.device(look, await product.signIn('administrator'));
    await device.setClock(await product.t.clock.now());
    const page = await device.open('/products/new');
    const see = async (name: string): Promise<void> => { await device.picture(page, name); expect(await barriers(page)).toEqual([]); };
    const label = `Diazepam, ${look.size}`;
    const field = (name: string) => page.locator(`#product-${name}`);

    await press(page, say('new.send'));
    await sees(page, say('fault', { field: say('field.kind'), reason: say('reason.missing') }));
    await see('products-refused');
    await field('kind').selectOption('liquid');
    await field('medicine').selectOption('diazepam');
    await field('form').selectOption('oral-liquid');
    await field('concentrationUgPerMl').fill(figure('0.1'));
    await field('syringeMarkUl').fill(figure('0.1'));
    await field('syringeCapacityUl').fill('5');
    await field('label').fill(label);
    await field('source').fill('short');
    await field('checkedOn').fill('2026-03-02');
    await field('code').fill(`local-${look.size}`);
    // The server's refusal names its field, and nothing that was typed is lost.
    await press(page, say('new.send'));
    await page.locator('#product-source[aria-invalid="true"]').waitFor();
    expect(await field('label').inputValue()).toBe(label);
    await field('source').fill('Formula 12 of the pharmacy at the harbour, 2026');
    await press(page, say('new.send'));
    await page.locator('#product-concentrationUgPerMl[aria-invalid="true"]').waitFor();
    await see('products-tenfold');
    await page.getByText(say('confirm.read')).click();
    await press(page, say('new.send'));
    await sees(page, say('said.entered'));
    await see('products-entered');

    await page.getByRole('link', { name: say('retire', { label }) }).click();
    await page.getByRole('heading', { name: say('retirePage.heading', { label }) }).waitFor();
    await see('products-retire');
    await press(page, say('retirePage.confirm'));
    await sees(page, say('said.retired'));
    await see('products-retired');
    expect(await page.getByRole('link', { name: say('retire', { label }) }).count()).toBe(0);
  }, 120_000);

  it('say without a line that what was typed stays', async () => {
    const words = wordsIn('en');
    const device = await devices.device(desk, await product.signIn('administrator'));
    const page = await device.open('/products/new');
    await page.locator('#product-label').fill('Typed before the line was gone');
    await device.context.setOffline(true);
    await sees(page, words('medicines/local-products', 'noLine'));
    expect(await page.getByRole('button', { name: words('medicines/local-products', 'new.send') }).isDisabled()).toBe(true);
    await device.context.setOffline(false);
    expect(await page.locator('#product-label').inputValue()).toBe('Typed before the line was gone');
    expect(await barriers(page)).toEqual([]);
  }, 60_000);
});
