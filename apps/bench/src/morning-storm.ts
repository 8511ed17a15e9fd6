import { setTimeout as sleep } from 'node:timers/promises';
import { checkIn, crowd, hashOf, type Person, Product, type Saved, seizureNow, type Size, type SubmitCheckInInput, until } from '@evenkeel/testing/product';
import { type Figure, figure, percentile, publish } from './figures.js';
import { closedLoop, openLoop } from './loops.js';
import { inTurn, quietDay, submit } from './quiet-day.js';
import { onEachSize } from './sizes.js';

const seconds = 8;
const flaggedShare = 0.02;
const quietRounds = 40;
/** Patients with an open page. */
const listeners = 40;
/** Of the capacity that was measured just before. */
const loads = [0.25, 0.5, 2] as const;
/** What a flagged answer may take when more come than can be taken (ms). */
const pastCapacityMs = 1000;

interface Heard { readonly subject: string; readonly at: number }

interface Storm {
  readonly product: Product;
  readonly someone: () => Person;
  /** Each reports something serious once: an open alert would swallow the next. */
  readonly fresh: Person[];
  readonly heard: readonly (readonly Heard[])[];
}

/** What became of all that one load sent. */
interface Outcome { readonly flagged: number[]; readonly routine: number[]; readonly ids: string[]; readonly alerts: string[]; sentAway: number; sent: number; flaggedSentAway: number }

/** Everybody at nine: an open loop counted from the due time, some of it flagged, up to twice what the product can take. */
export async function morningStorm(): Promise<void> {
  await publish('morning-storm', await onEachSize(storm));
}

async function storm(size: Size, word: string): Promise<Figure[]> {
  const product = await Product.start({ startAt: null, size });
  try {
    const people = await crowd(product, 200);
    const prescribers = await Promise.all([product.signIn('prescriber', 0), product.signIn('prescriber', 1)]);
    const pages = await Promise.all([...prescribers, ...people.slice(0, listeners)].map((person) => person.listen()));
    const someone = inTurn(people);
    const { perSecond: capacity } = await closedLoop(16, seconds / 2, () => submit(someone()));
    const flaggedInAll = quietRounds + Math.ceil(loads.reduce((sum, load) => sum + load, 0) * capacity * seconds * flaggedShare) + 10;
    const here: Storm = { product, someone, fresh: await crowd(product, flaggedInAll), heard: pages.slice(0, 2).map(({ heard }) => heard) };
    const figures: Figure[] = [];
    const quiet = outcome();
    for (let round = 0; round < quietRounds; round += 1) await send(here, quiet, true, performance.now());
    const limit = percentile(quiet.flagged, 0.99);
    for (const load of loads) {
      const found = outcome();
      const chosen = new Set(Array.from({ length: Math.round(load * capacity * seconds * flaggedShare) }, (_, n) => Math.round((n + 0.5) / flaggedShare)));
      await openLoop(load * capacity, seconds, (turn, due) => send(here, found, chosen.has(turn), due));
      figures.push(...await judge(here, found, `${load} of capacity, ${word}`, load > 1 ? pastCapacityMs : limit));
    }
    for (const { socket } of pages) socket.close();
    return [figure(`capacity, ${word}: closed loop of 16`, 'per s', capacity, capacity), figure(`flagged, one at a time, ${word}: p50, p99`, 'ms', percentile(quiet.flagged, 0.5), limit), ...figures];
  } finally {
    await product.stop();
  }
}

const outcome = (): Outcome => ({ flagged: [], routine: [], ids: [], alerts: [], sentAway: 0, sent: 0, flaggedSentAway: 0 });

/** As the phone does: what was sent away comes again when it was told to. Flagged ones end at the prescriber's socket. */
async function send({ someone, fresh, heard }: Storm, to: Outcome, isFlagged: boolean, due: number): Promise<void> {
  const person = isFlagged ? fresh.pop() : someone();
  if (person === undefined) throw new Error('The crowd is too small');
  const input = checkIn(new Date(), isFlagged ? seizureNow : quietDay);
  const saved = await save(person, input, to, isFlagged);
  to.ids.push(input.id);
  if (!isFlagged) return void to.routine.push(performance.now() - due);
  const id = saved.alerts?.[0]?.id ?? '';
  to.alerts.push(id);
  const news = await until('the ring of an alert', () => heard.flatMap((each) => each.filter(({ subject }) => subject === id))[0] ?? null, 60_000);
  to.flagged.push(news.at - due);
}

async function save(person: Person, input: SubmitCheckInInput, to: Outcome, isFlagged: boolean): Promise<Saved['submitCheckIn']> {
  const body = { operationName: 'SubmitCheckIn', variables: { input }, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf('SubmitCheckIn') } } };
  for (;;) {
    to.sent += 1;
    const answer = await person.post('/graphql', body).catch(() => null);
    if (answer?.status === 200) {
      const { data } = (await answer.json()) as { data: Saved | null };
      if (data?.submitCheckIn.__typename === 'CheckInSaved') return data.submitCheckIn;
    }
    if (answer?.status === 503) {
      await answer.arrayBuffer();
      to.sentAway += 1;
      if (isFlagged) to.flaggedSentAway += 1;
    }
    await sleep(1000 * Number(answer?.headers.get('retry-after') ?? 1));
  }
}

async function judge({ product }: Storm, { flagged, routine, ids, alerts, sentAway, sent, flaggedSentAway }: Outcome, name: string, limit: number): Promise<Figure[]> {
  const { rows: [stored] } = await product.t.owner.query<{ check_ins: string; alerts: string }>(
    `SELECT (SELECT count(*) FROM clin.check_in WHERE id = ANY ($1::uuid[]) AND received_at IS NOT NULL) AS check_ins, (SELECT count(*) FROM clin.alert WHERE id = ANY ($2::uuid[])) AS alerts`, [ids, alerts]);
  return [
    figure(`flagged at ${name}: p50`, 'ms', percentile(flagged, 0.5), limit),
    figure(`flagged at ${name}: p99`, 'ms', percentile(flagged, 0.99), limit),
    figure(`flagged at ${name}: max`, 'ms', Math.max(...flagged), limit),
    figure(`routine at ${name}: p99, waiting included`, 'ms', percentile(routine, 0.99), limit),
    figure(`sent away at ${name}: of all sent`, 'requests', sentAway, sent),
    figure(`flagged sent away or lost at ${name}: of all`, 'check-ins', flaggedSentAway + alerts.length - Number(stored?.alerts), alerts.length),
    figure(`stored at ${name}: of all`, 'check-ins', Number(stored?.check_ins), ids.length),
  ];
}
