import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { addDays, serialisePlan, type TaperPlan } from '@evenkeel/taper-rules';
import { desk, Devices, type Locator, type Page, Product } from '@evenkeel/testing/product';
import { figure, median, percentile, publish } from './figures.js';

const rounds = 3;
const slowDown = 6;
const moveMs = 5000;
const eventMs = 16;
/** A frame that took half as long again as the screen needs was dropped. */
const dropped = 25;
const traced = ['devtools.timeline', 'toplevel', 'blink.user_timing', 'v8.execute'];

/** A year and more of daily cuts in four slots: some hundred steps, each made in a syringe, every rule asked. */
const planFrom = (startsOn: string): TaperPlan => ({
  format: 1, startsOn, products: ['clonazepam-liquid-100'], equivalence: [], changes: [],
  start: [{ medicine: 'clonazepam', slots: { morning: 1000, midday: 1000, evening: 1000, night: 1000 }, total: 4000 }],
  phases: [
    { method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'percent', points: 650, overDays: 14 }, everyDays: 1, waitDays: 1, untilUg: 125, from: 'evenly' },
    { method: 'final-stop', floorUg: 125, waitDays: 14 },
  ],
});

interface Moved { readonly frames: readonly number[]; readonly changes: number; readonly curves: number }

/** What a page counts while a slider moves; made of text, because it runs there. */
const counting = `(() => {
  const seen = { times: [], changes: 0, curves: 0 };
  const input = () => { seen.changes += 1; };
  const isCurve = (node) => node instanceof Element && (node.matches('[data-mark="curve-total"]') || node.querySelector('[data-mark="curve-total"]') !== null);
  const drawn = new MutationObserver((records) => { if (records.some(({ target, type, addedNodes }) => (type === 'attributes' ? isCurve(target) : [...addedNodes].some(isCurve)))) seen.curves += 1; });
  const curve = document.querySelector('svg:has([data-mark="curve-total"])');
  if (curve !== null) drawn.observe(curve, { attributes: true, attributeFilter: ['d'], childList: true, subtree: true });
  addEventListener('input', input, true);
  let next = requestAnimationFrame(function frame(time) { seen.times.push(time); next = requestAnimationFrame(frame); });
  window.counted = () => { cancelAnimationFrame(next); drawn.disconnect(); removeEventListener('input', input, true); return seen; };
})()`;

/** Moves a slider to and fro under the mouse, on a processor that is six times slower. Answers the milliseconds of each frame. */
async function move(page: Page, slider: Locator, trace?: string): Promise<Moved> {
  await page.bringToFront();
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (box === null) throw new Error('The slider is not on the screen');
  const at = (share: number): readonly [number, number] => [box.x + 12 + (box.width - 24) * share, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  const events: object[] = [];
  if (trace !== undefined) {
    session.on('Tracing.dataCollected', ({ value }) => { for (const each of value) events.push(each); });
    await session.send('Tracing.start', { traceConfig: { includedCategories: traced }, transferMode: 'ReportEvents' });
  }
  await page.mouse.move(...at(0.3));
  await page.mouse.down();
  await page.evaluate(counting);
  const begun = performance.now();
  for (let now = 0; now < moveMs; now = performance.now() - begun) {
    await page.mouse.move(...at(0.3 + 0.2 * Math.sin(now / 333)));
    await sleep(Math.max(0, eventMs - (performance.now() - begun - now)));
  }
  const { times, changes, curves } = await page.evaluate<{ times: number[]; changes: number; curves: number }>('counted()');
  if (trace !== undefined) {
    const whole = new Promise((settle) => { session.once('Tracing.tracingComplete', settle); });
    await session.send('Tracing.end');
    await whole;
    await mkdir(path.dirname(trace), { recursive: true });
    await writeFile(trace, await promisify(gzip)(JSON.stringify({ traceEvents: events })));
  }
  await page.mouse.up();
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
  return { frames: times.slice(1).map((time, place) => time - (times[place] ?? time)), changes, curves };
}

/** The editor with its plan, and a page with a slider and nothing else, in one browser. */
async function pages(product: Product, devices: Devices): Promise<readonly { readonly page: Page; readonly slider: Locator }[]> {
  const prescriber = await product.signIn('prescriber');
  const patientId = (await product.signIn('patient', 0)).patientId ?? '';
  const plan = planFrom(addDays((await product.t.clock.now()).toISOString().slice(0, 10), 2));
  const { savePlanDraft } = await prescriber.run<{ savePlanDraft: { number?: number } }>('SavePlanDraft', { input: { patientId, number: null, rowVersion: null, reason: 'Bench', plan: serialisePlan(plan) } });
  const device = await devices.device(desk, prescriber);
  const editor = await device.open(`/patients/${patientId}/plan/${savePlanDraft.number}`);
  await editor.locator('table').first().waitFor();
  await editor.waitForLoadState('networkidle');
  const empty = await device.context.newPage();
  await empty.setContent('<!doctype html><title>Empty</title><input type="range" min="100" max="3000" step="50" style="width: 234px">');
  return [{ page: editor, slider: editor.locator('[id="plan-phases-0-cut-points"] ~ input[type=range]') }, { page: empty, slider: empty.locator('input') }];
}

/** The plan recomputed and drawn while a slider moves, against the frames of an empty page under the same mouse. */
export async function editorFrames(): Promise<void> {
  const product = await Product.start({ startAt: null });
  const devices = await Devices.start(product.url);
  try {
    const [editor, empty] = await pages(product, devices);
    if (editor === undefined || empty === undefined) throw new Error('No pages');
    await move(editor.page, editor.slider);
    const [mine, limit]: [Moved[], Moved[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      limit.push(await move(empty.page, empty.slider));
      mine.push(await move(editor.page, editor.slider));
    }
    const trace = path.resolve(import.meta.dirname, '../../../dist/bench/editor-frames.trace.json.gz');
    await move(editor.page, editor.slider, trace);
    const framesOf = (all: readonly Moved[]): readonly number[] => all.flatMap(({ frames }) => frames);
    const droppedOf = (all: readonly Moved[]): number => framesOf(all).reduce((sum, frame) => sum + (frame > dropped ? Math.round(frame / 16.7) - 1 : 0), 0) / rounds;
    const each = (all: readonly Moved[], what: 'changes' | 'curves'): number => all.reduce((sum, moved) => sum + moved[what], 0) / rounds / (moveMs / 1000);
    await publish('editor-frames', [
      figure('a frame while the slider moves, median', 'ms', median(framesOf(mine)), median(framesOf(limit))),
      figure('the same, 95 of 100', 'ms', percentile(framesOf(mine), 0.95), percentile(framesOf(limit), 0.95)),
      figure('frames dropped in five seconds', '', droppedOf(mine), droppedOf(limit)),
      figure('curves drawn, of changes of the slider', '1/s', each(mine, 'curves'), each(mine, 'changes')),
    ]);
    process.stdout.write(`Trace: ${trace}\n`);
  } finally {
    await devices.stop();
    await product.stop();
  }
}
