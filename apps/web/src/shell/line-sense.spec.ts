import { describe, expect, it } from '@jest/globals';
import { lineSense } from './line-sense.js';

describe('the line, as requests find it', () => {
  const world = () => {
    const found = { answer: 200 as number | null, back: 0 };
    const line = lineSense(() => (found.answer === null ? Promise.reject(new Error('no line')) : Promise.resolve(new Response('', { status: found.answer }))));
    line.whenBack(() => { found.back += 1; });
    const ask = (answer: number | null): Promise<unknown> => {
      found.answer = answer;
      return line.fetch('/graphql', {}).then(({ status }) => status, (error: Error) => error.message);
    };
    return { found, ask };
  };

  it('is back with the first answer after a request that did not get through, once', async () => {
    const { found, ask } = world();
    expect([await ask(200), await ask(null), await ask(null)]).toEqual([200, 'no line', 'no line']);
    expect(found.back).toBe(0);
    expect([await ask(200), await ask(200)]).toEqual([200, 200]);
    expect(found.back).toBe(1);
    await ask(null);
    await ask(401);
    expect(found.back).toBe(2);
  });

  it('is not back when a proxy answers for a server that is away', async () => {
    const { found, ask } = world();
    await ask(null);
    expect([await ask(502), found.back]).toEqual([502, 0]);
    expect([await ask(200), found.back]).toEqual([200, 1]);
  });
});
