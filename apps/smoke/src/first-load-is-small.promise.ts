import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Devices, type Person, phone, Product, type Request } from '@evenkeel/testing/product';

/** Compressed JavaScript of a patient's first load: at most so many bytes. */
const budget = 200_000;

/** A phone that was never here before, on a slow line, must not wait for screens that it does not show. */
describe('the first load of a patient', () => {
  let product: Product;
  let devices: Devices;
  let patient: Person;
  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    devices = await Devices.start(product.url);
    patient = await product.signIn('patient');
  }, 120_000);
  afterAll(async () => {
    await devices.stop();
    await product.stop();
  }, 60_000);

  it(`takes at most ${budget / 1000} kB of compressed JavaScript, and nothing of the staff`, async () => {
    const device = await devices.device(phone, patient);
    const asked: Request[] = [];
    device.context.on('requestfinished', (request) => { if (new URL(request.url()).pathname.endsWith('.js')) asked.push(request); });
    const page = await device.open('/');
    await device.keepsTheShell(page);
    await page.waitForLoadState('networkidle');

    const files = new Map<string, { bytes: number; encoding: string }>();
    for (const request of asked) {
      const { pathname } = new URL(request.url());
      // The service worker keeps the same files for the next start; they come from the cache and count once.
      if (files.has(pathname)) continue;
      const response = await request.response();
      const encoding = (await response?.headerValue('content-encoding')) ?? 'none';
      const { responseBodySize } = await request.sizes();
      files.set(pathname, { encoding, bytes: encoding === 'none' ? gzipSync((await response?.body()) ?? '').length : responseBodySize });
    }
    const total = [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const table = [...files].map(([path, { bytes, encoding }]) => `${path} ${bytes} ${encoding}`).join(', ');
    process.stdout.write(`first-load-is-small: ${total} of ${budget} bytes in ${files.size} files: ${table}\n`);
    expect(files.size).toBeGreaterThan(1);
    expect([...files.keys()].filter((path) => path.includes('staff'))).toEqual([]);
    expect(total).toBeLessThanOrEqual(budget);
    expect(devices.complaints()).toEqual([]);
  }, 60_000);
});
