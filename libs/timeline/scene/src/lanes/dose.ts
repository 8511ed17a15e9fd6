import type { Timeline } from '@evenkeel/timeline-rules';
import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { path, rectangle, text, widthOf, type Frame } from '../pen.js';
import type { LaneBox, Mark } from '../scene.js';

interface Step {
  readonly from: number;
  readonly to: number;
  readonly drug: string;
  readonly micrograms: number;
  readonly kind: string;
  readonly planned: boolean;
  readonly begins: boolean;
  readonly switches: boolean;
}

/**
 * The part of each step that lies inside the range, in order. Before the first step there is nothing, not zero. The steps of one day
 * say everything that is taken from it on: a medicine that was left then has no line of its own along the bottom.
 */
export function stepsInside(timeline: Timeline, days: number): readonly Step[] {
  const { doses } = timeline;
  const starts = [...new Set(doses.day)].sort((left, right) => left - right);
  const places = new Map<number, number[]>();
  doses.day.forEach((day, place) => { places.set(day, [...(places.get(day) ?? []), place]); });
  const on = (start: number): readonly number[] => {
    const all = places.get(start) ?? [];
    const taken = all.filter((place) => (doses.micrograms[place] ?? 0) > 0);
    return taken.length > 0 ? taken : all.slice(0, 1);
  };
  return starts.flatMap((start, index): readonly Step[] => {
    const end = Math.min(days, starts[index + 1] ?? days);
    if (end <= 0 || start >= days) return [];
    const earlier = starts[index - 1];
    const before = earlier === undefined ? null : new Set(on(earlier).map((place) => doses.drug[place]));
    return on(start).map((place) => ({
      from: Math.max(0, start), to: end, begins: start >= 0, drug: doses.drug[place] ?? '', micrograms: doses.micrograms[place] ?? 0,
      kind: doses.kind[place] ?? '', planned: doses.planned[place] ?? false, switches: before !== null && !before.has(doses.drug[place]),
    }));
  });
}

/** The daily dose as steps from zero upwards, one line for each medicine; what is planned is dashed and never filled. */
export function dose(timeline: Timeline, frame: Frame, box: LaneBox): readonly Mark[] {
  const { theme, plot } = frame;
  const steps = stepsInside(timeline, frame.days);
  const highest = Math.max(0, ...steps.map((step) => step.micrograms));
  const y = scaleLinear([0, Math.max(1, highest)], [box.bottom, box.top + 16 * frame.textScale]);
  const edge = (day: number): number => frame.x(day - 0.5);
  const runs = together(steps);
  const corners = (run: readonly Step[]): [number, number][] => [...run.map((step): [number, number] => [edge(step.from), y(step.micrograms)]), [edge(run.at(-1)?.to ?? 0), y(run.at(-1)?.micrograms ?? 0)]];
  const drawn = line().curve(curveStepAfter).digits(1);
  const filled = area().curve(curveStepAfter).y0(box.bottom).digits(1);
  const d = (kind: 'line' | 'area', planned: boolean): string =>
    runs.filter((run) => (run[0]?.planned ?? false) === planned).map((run) => (kind === 'line' ? drawn : filled)(corners(run)) ?? '').join('');
  return [
    path({ key: 'dose-ground', lane: 'dose', d: rectangle(plot.left, box.top, plot.right - plot.left, box.bottom - box.top), fill: theme.ground }),
    path({ key: 'dose-area', lane: 'dose', d: d('area', false), fill: theme.dose, fillOpacity: 0.1 }),
    path({ key: 'dose-line', lane: 'dose', d: d('line', false), stroke: theme.dose, strokeWidth: 2.2 }),
    path({ key: 'dose-planned', lane: 'dose', d: d('line', true), stroke: theme.dose, strokeWidth: 1.8, dash: '5 4' }),
    ...labels(steps, frame, (step) => y(step.micrograms)),
  ].filter((mark) => mark.kind === 'text' || mark.d !== '');
}

/** Steps of one medicine that follow one another without a gap, planned ones apart. */
function together(steps: readonly Step[]): readonly (readonly Step[])[] {
  const runs: Step[][] = [];
  for (const step of steps) {
    const run = runs.findLast((each) => each.at(-1)?.drug === step.drug);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && last.planned === step.planned && last.to === step.from) run.push(step);
    else runs.push([step]);
  }
  return runs;
}

/** Another medicine is taken on the same days. */
const beside = (steps: readonly Step[], { from, drug }: Step): boolean => steps.some((other) => other.from === from && other.drug !== drug);

function labels(steps: readonly Step[], frame: Frame, y: (step: Step) => number): readonly Mark[] {
  const { words, plot, theme } = frame;
  const size = 12 * frame.textScale;
  const apart = frame.narrow ? 44 : 64;
  let free = -Infinity;
  return steps.flatMap((step, place) => {
    const drug = step.switches || (place === 0 && steps.some((each) => each.switches)) || beside(steps, step) ? `${words.drug(step.drug)} ` : '';
    const short = `${drug}${words.dose(step.micrograms)}`;
    const long = step.kind === 'hold' ? `${short} ${words.hold}` : short;
    // The next dose says more than that this one was held.
    const label = frame.x(step.from - 0.5) + 4 + widthOf(long, size) + 6 <= frame.x(step.to - 0.5) || step.to >= frame.days ? long : short;
    const width = widthOf(label, size);
    const x = Math.min(frame.x(step.from - 0.5) + 4, plot.right - width);
    if (x < free) return [];
    free = Math.max(x + width + 6, x + apart);
    return [text({ key: `dose-${place}`, lane: 'dose', x, y: y(step) - 5, text: label, size, fill: theme.text, halo: theme.surface })];
  });
}
