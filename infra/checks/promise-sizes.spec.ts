import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { leftOut, onOneMachineOnly } from './promise-sizes.mjs';

const files = readdirSync(path.resolve(import.meta.dirname, '../../apps/smoke/src')).filter((name) => name.endsWith('.promise.ts')).map((name) => `/apps/smoke/src/${name}`);

describe('the promises of the second size', () => {
  it('leave out nothing but what is named with a reason', () => {
    const out = files.filter((file) => leftOut.some((pattern) => new RegExp(pattern).test(file)));
    expect(out).toEqual(files.filter((file) => Object.hasOwn(onOneMachineOnly, path.basename(file, '.promise.ts'))));
    expect(out.length).toBe(Object.keys(onOneMachineOnly).length);
  });

  it('hold both for alerts, check-ins, access and live news', () => {
    const must = ['check-in-arrives-once', 'ended-access-goes-dark', 'flagged-answer-reaches-a-human', 'help-comes-first', 'kills-lose-nothing', 'nobody-knows-whose-words',
      'nobody-reads-without-a-reason', 'page-catches-up', 'page-says-what-rows-say', 'seen-is-not-spoken-to', 'taps-are-never-lost', 'who-leaves-hears-nothing'];
    expect(must.filter((name) => Object.hasOwn(onOneMachineOnly, name) || !files.includes(`/apps/smoke/src/${name}.promise.ts`))).toEqual([]);
  });
});
