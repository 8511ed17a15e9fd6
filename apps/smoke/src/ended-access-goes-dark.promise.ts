import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, type Person, Product, type Saved, seizureNow, until } from '@evenkeel/testing/product';

/** How many endings: the full size is 1,000, `EVENKEEL_ENDINGS=1000 npm run reliability -- ended-access`. */
const endings = Number(process.env['EVENKEEL_ENDINGS'] ?? 12);
/** Generous, on a machine that does other things as well; the figure is printed and its limit is for `npm run reliability`. */
const mostMs = endings >= 1000 ? 2000 : 10_000;
/** A round of review is ten seconds: the bound for whatever ends without news, such as a row that was changed by hand. */
const reviewedMs = 15_000;

type Kind = 'removed' | 'consent ended' | 'session ended' | 'account disabled';
const kinds: readonly Kind[] = ['removed', 'consent ended', 'session ended'];

/** S8: an access that ends while its holder polls and listens. No payload after the commit; the socket is hung up. */
describe('an access that ends in the middle of things', () => {
  let product: Product;
  let patient: Person;
  let victim: { readonly accountId: string; readonly email: string };
  const waits: { kind: Kind; apiMs: number; socketMs: number }[] = [];

  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    patient = await product.signIn('patient', 0);
    const { email } = product.account('therapist');
    const { sharing } = await patient.run<{ sharing: { team: { accountId: string; role: string }[] } }>('Sharing');
    victim = { accountId: sharing.team.find((each) => each.role === 'therapist')?.accountId ?? '', email };
  }, 120_000);
  afterEach(() => { expect(product.complaints()).toEqual([]); });
  afterAll(async () => {
    const sorted = (of: 'apiMs' | 'socketMs'): number[] => waits.filter(({ kind }) => kind !== 'account disabled').map((each) => each[of]).sort((one, other) => one - other);
    const at = (list: readonly number[], share: number): string => `${(list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0).toFixed(0)} ms`;
    for (const line of ['apiMs', 'socketMs'] as const) process.stdout.write(`S8 ${line === 'apiMs' ? 'api dark' : 'socket hung up'} after ${sorted(line).length} endings: p50 ${at(sorted(line), 0.5)}, p99 ${at(sorted(line), 0.99)}, worst ${at(sorted(line), 1)}\n`);
    await product.stop();
  });

  const rows = async <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => (await product.t.owner.query(sql, parameters)).rows as Row[];
  /** Everything as it was, by hand: this test is about how it ends. */
  const restore = async (): Promise<void> => {
    await rows(`UPDATE identity.account SET disabled_at = NULL WHERE id = $1`, [victim.accountId]);
    await rows(`UPDATE clin.care_team_member SET ends_at = NULL, ended_reason = NULL, ended_by = NULL WHERE patient_id = $1 AND account_id = $2`, [patient.patientId, victim.accountId]);
    await rows(`UPDATE clin.consent SET revoked_at = NULL, revoked_channel = NULL WHERE patient_id = $1 AND recipient_role = 'therapist'`, [patient.patientId]);
    await rows(`SELECT clin.refresh_grants($1)`, [patient.patientId]);
  };
  const shows = async (person: Person, kind: Kind): Promise<boolean> => {
    try {
      const { patient: seen } = await person.run<{ patient: { doseSteps: unknown[] } | null }>('Patient', { id: patient.patientId });
      return kind === 'consent ended' ? (seen?.doseSteps.length ?? 0) > 0 : seen !== null;
    } catch {
      return false;
    }
  };
  const end = async (kind: Kind, other: Person): Promise<void> => {
    if (kind === 'account disabled') { await rows(`UPDATE identity.account SET disabled_at = clock.now() WHERE id = $1`, [victim.accountId]); return; }
    if (kind === 'session ended') { await other.run('EndOtherSessions'); return; }
    const { sharing } = await patient.run<{ sharing: { team: { id: string; accountId: string }[]; consents: { id: string; live: boolean; recipientRole: string | null }[] } }>('Sharing');
    if (kind === 'removed') await patient.run('RemoveTeamMember', { input: { membershipId: sharing.team.find((each) => each.accountId === victim.accountId)?.id, sure: true } });
    else for (const consent of sharing.consents.filter((each) => each.live && each.recipientRole === 'therapist')) await patient.run('EndConsent', { input: { consentId: consent.id, sure: true } });
  };

  /** One ending: the holder asks again and again and listens, until nothing comes any more. */
  const run = async (kind: Kind): Promise<void> => {
    await restore();
    const holder = await signIn();
    const other = kind === 'session ended' ? await signIn() : holder;
    expect(await shows(holder, kind)).toBe(true);
    const { socket, heard } = await holder.listen();
    let ended = Number.POSITIVE_INFINITY;
    let dark = Number.POSITIVE_INFINITY;
    const late: string[] = [];
    let polling = true;
    const poll = (async () => {
      while (polling) {
        const asked = performance.now();
        const visible = await shows(holder, kind);
        if (!visible) dark = Math.min(dark, performance.now());
        else if (asked > ended) late.push(`a payload asked for ${(asked - ended).toFixed(0)} ms after the commit`);
      }
    })();
    const hungUp = new Promise<number>((settle) => socket.once('disconnect', () => settle(performance.now())));
    await end(kind, other);
    ended = performance.now();
    const deadline = kind === 'account disabled' ? reviewedMs : mostMs;
    await until(`the api to be dark after ${kind}`, () => dark < Number.POSITIVE_INFINITY, deadline);
    let timer: NodeJS.Timeout | undefined;
    const at = await Promise.race([hungUp, new Promise<number>((settle) => { timer = setTimeout(() => settle(Number.POSITIVE_INFINITY), deadline); })]);
    clearTimeout(timer);
    // News of the patient, now that the holder must hear none.
    heard.length = 0;
    await patient.run<Saved>('SubmitCheckIn', { input: checkIn(new Date(), seizureNow) });
    polling = false;
    await poll;
    expect([kind, late]).toEqual([kind, []]);
    expect([kind, at < Number.POSITIVE_INFINITY]).toEqual([kind, true]);
    expect([kind, heard]).toEqual([kind, []]);
    waits.push({ kind, apiMs: Math.max(0, dark - ended), socketMs: Math.max(0, at - ended) });
    socket.disconnect();
  };
  const signIn = (): Promise<Person> => product.signIn('therapist');

  it(`shows nothing after the commit, ${endings} times`, async () => {
    for (let n = 0; n < endings; n += 1) await run(kinds[n % kinds.length] ?? 'removed');
    expect(waits).toHaveLength(endings);
  }, 60_000 + endings * 6000);

  it('is noticed by the next review at the latest when nobody sends news: an account that was disabled in the rows', async () => {
    await run('account disabled');
    await restore();
  }, 60_000);
});
