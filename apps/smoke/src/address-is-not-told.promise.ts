import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dice, mannWhitney, median, Product } from '@evenkeel/testing/product';

/** Answers per address that are timed. `npm run reliability -- address` takes many and judges strictly; otherwise few and generously. */
const samples = Number(process.env['EVENKEEL_SAMPLES'] ?? '20');
const strict = samples >= 200;

/** S16, by the clock: how long an answer takes says nothing about whether an address is known. Its bytes and its work are compared in the tests of identity. */
describe('an address', () => {
  let product: Product;
  beforeAll(async () => { product = await Product.start({ startAt: null }); }, 120_000);
  afterAll(async () => { await product.stop(); }, 60_000);

  it.each([
    ['signing in', '/auth/sign-in', (email: string) => ({ email, password: 'not the password' })],
    ['asking for a new password', '/auth/reset', (email: string) => ({ email })],
  ])('is not told by the time that %s takes', async (what, at, body) => {
    const roll = dice(16);
    const known = product.accounts.map(({ email }) => email);
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let round = 0; times.known.length < samples || times.unknown.length < samples; round += 1) {
      // Nobody is to be slowed down by the limits on guesses: they are another test.
      if (round % 20 === 0) await product.t.owner.query('DELETE FROM identity.sign_in_attempt');
      const kind = roll() < 0.5 ? 'known' : 'unknown';
      const email = kind === 'known' ? (known[round % known.length] ?? '') : `nobody-${Math.floor(roll() * 1e9)}@example.org`;
      const from = performance.now();
      const answer = await fetch(`${product.url}${at}`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-evenkeel-client': 'web', 'x-forwarded-for': `203.0.${round % 250}.${Math.floor(roll() * 250)}` }, body: JSON.stringify(body(email)),
      });
      await answer.text();
      const took = performance.now() - from;
      expect(answer.status).toBe(at === '/auth/reset' ? 200 : 401);
      // The first ones warm the process up.
      if (round >= 6) times[kind].push(took);
    }
    const [gap, p] = [Math.abs(median(times.known) - median(times.unknown)), mannWhitney(times.known, times.unknown)];
    process.stdout.write(`address-is-not-told: ${what}: ${times.known.length} and ${times.unknown.length} samples, medians ${median(times.known).toFixed(1)} and ${median(times.unknown).toFixed(1)} ms, p ${p.toFixed(3)}\n`);
    if (strict) expect({ gap: gap <= 2, p: p > 0.01 }).toEqual({ gap: true, p: true });
    else expect(gap).toBeLessThan(Math.max(40, median(times.known) / 2));
  }, 1_800_000);
});
