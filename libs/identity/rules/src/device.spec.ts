import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDevice } from './device.js';

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'Safari', 'iPhone'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36', 'Chrome', 'Android'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0', 'Edge', 'Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox', 'Mac'],
    ['curl/8.0', null, null],
  ])('that says %s', (says, browser, system) => { expect(readDevice(says)).toEqual({ browser, system }); });

  it('is shown by names of ours only', () => {
    fc.assert(fc.property(fc.string(), (says) => Object.values(readDevice(`<b>${says}</b>`)).every((name) => name === null || /^[A-Z][A-Za-z ]+$|^iPhone$|^iPad$/.test(name as string))));
  });
});
