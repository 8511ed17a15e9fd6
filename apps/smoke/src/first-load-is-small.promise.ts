import { get } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Devices, type Person, phone, Product } from '@evenkeel/testing/product';

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
    const scripts = new Set<string>();
    device.context.on('request', (request) => { if (new URL(request.url()).pathname.endsWith('.js')) scripts.add(request.url()); });
    const page = await device.open('/');
    await device.keepsTheShell(page);
    await page.waitForLoadState('networkidle');

    // Fetched once more past every cache, to count the bytes as they travel.
    const files = new Map<string, { bytes: number; encoding: string }>();
    for (const script of scripts) files.set(new URL(script).pathname, await travels(script));
    const total = [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const table = [...files].map(([path, { bytes, encoding }]) => `${path} ${bytes} ${encoding}`).join(', ');
    process.stdout.write(`first-load-is-small: ${total} of ${budget} bytes in ${files.size} files: ${table}\n`);
    expect(files.size).toBeGreaterThan(1);
    expect([...files.keys()].filter((path) => path.includes('staff'))).toEqual([]);
    expect(total).toBeLessThanOrEqual(budget);
    expect(devices.complaints()).toEqual([]);
  }, 60_000);
});

/** Size of the body on the line (bytes), as a browser gets it; what comes uncompressed is counted as gzip would send it. */
const travels = (url: string): Promise<{ bytes: number; encoding: string }> => new Promise((settle, fail) => {
  get(url, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', fail);
    response.on('end', () => {
      const body = Buffer.concat(chunks);
      const encoding = response.headers['content-encoding'];
      settle(encoding === undefined ? { bytes: gzipSync(body).length, encoding: 'none' } : { bytes: body.length, encoding });
    });
  }).on('error', fail);
});
