import { describe, expect, it } from '@jest/globals';
import { parseMutant } from './mutant.mjs';

const body = '--- a/libs/x.ts\n+++ b/libs/x.ts\n@@ -1 +1 @@\n-# test: no\n+1\n';

describe('the head of a mutant', () => {
  it('names the test that must turn red', () => {
    const head = 'Forgets to page the next level.\n# test: apps/smoke/src/seen.promise.ts -t "pages again"\n';
    expect(parseMutant('one', head + body)).toEqual({ name: 'one', file: 'apps/smoke/src/seen.promise.ts', title: 'pages again', project: 'promises' });
  });

  it('may mean any test of the file', () => {
    expect(parseMutant('one', `# test: libs/x/src/a.spec.ts\n${body}`)).toMatchObject({ title: undefined, project: 'unit' });
    expect(parseMutant('one', `# test: libs/x/src/a.int-spec.ts\n${body}`).project).toBe('integration');
  });

  it('cannot be missing', () => {
    expect(() => parseMutant('one', body)).toThrow(/must name the test/);
  });
});
