import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { chooseDataDirectory } from './data-directory.mjs';

describe('where the rows of a clone live', () => {
  it('in the clone', () => {
    expect(chooseDataDirectory({ root: '/home/ada/evenkeel', wish: undefined, reachable: true })).toBe('/home/ada/evenkeel/.evenkeel');
  });

  it('in a folder of the machine, one for each clone, when PostgreSQL could not enter the clone', () => {
    const one = chooseDataDirectory({ root: '/root/one', wish: undefined, reachable: false });
    const two = chooseDataDirectory({ root: '/root/two', wish: undefined, reachable: false });
    expect(one).toMatch(/^\/var\/lib\/evenkeel\/[0-9a-f]{12}$/);
    expect(two).not.toBe(one);
    expect(chooseDataDirectory({ root: '/root/one', wish: undefined, reachable: false })).toBe(one);
  });

  it('never in a temporary folder that the user did not choose', () => {
    for (const root of ['/root/evenkeel', '/root/tmp/evenkeel']) {
      const folder = chooseDataDirectory({ root, wish: undefined, reachable: false });
      for (const temporary of [tmpdir(), '/tmp', '/var/tmp']) expect(folder.startsWith(`${temporary}/`)).toBe(false);
    }
  });

  it('where the user wants them', () => {
    expect(chooseDataDirectory({ root: '/root/one', wish: '/srv/rows', reachable: false })).toBe('/srv/rows');
    expect(chooseDataDirectory({ root: '/root/one', wish: '', reachable: true })).toBe('/root/one/.evenkeel');
  });
});
