import type { Timeline } from '@evenkeel/timeline-rules';
import { scaleLinear } from 'd3-scale';
import { at, path, rectangle, text, widthOf, type Frame } from '../pen.js';
import type { LaneBox, Mark } from '../scene.js';

/** Bars end here and carry an arrow; a cut of this size is far outside of what a slow taper does in one step. */
const tallest = 15;

export interface Cut {
  readonly day: number;
  /** Percent of the dose before, not rounded. */
  readonly percent: number;
}

/** Every reduction inside the range against the dose before it. A change of medicine is no reduction, nor is one while another medicine rises. */
export function cutsOf(timeline: Timeline, days: number): readonly Cut[] {
  const { doses } = timeline;
  const order = doses.day.map((_, place) => place).sort((left, right) => (doses.day[left] ?? 0) - (doses.day[right] ?? 0));
  return order.flatMap((place) => {
    const day = doses.day[place] ?? 0;
    const before = doses.previousMicrograms[place] ?? null;
    const now = doses.micrograms[place] ?? 0;
    const switched = order.some((other) => other !== place && doses.day[other] === day && (doses.micrograms[other] ?? 0) > (doses.previousMicrograms[other] ?? 0));
    return day < 0 || day >= days || before === null || before <= now || switched ? [] : [{ day, percent: ((before - now) / before) * 100 }];
  });
}

/** How large each cut was: the dose itself becomes too small to read on a scale of milligrams. */
export function cuts(timeline: Timeline, frame: Frame, box: LaneBox): readonly Mark[] {
  const { theme, words } = frame;
  const size = 11 * frame.textScale;
  const height = scaleLinear([0, tallest], [0, box.bottom - box.top - 6]).clamp(true);
  const all = cutsOf(timeline, frame.days);
  const bar = Math.max(4, Math.min(8, frame.plot.dayWidth * 4));
  let bars = '';
  const marks: Mark[] = [];
  all.forEach((cut, place) => {
    const x = frame.x(cut.day - 0.5) + 1;
    const tall = height(cut.percent);
    bars += rectangle(x, box.bottom - tall, bar, tall);
    if (cut.percent > tallest) bars += `M${at(x - 2)},${at(box.bottom - tall - 1)}h${at(bar + 4)}l${at(-(bar + 4) / 2)},-5z`;
    const label = words.percent(Math.round(cut.percent));
    const next = all[place + 1];
    const room = (next === undefined ? frame.plot.right : frame.x(next.day - 0.5) - 4) - x - bar - 3;
    if (room >= widthOf(label, size)) marks.push(text({ key: `cut-${place}`, lane: 'cuts', x: x + bar + 3, y: box.bottom - 2, text: label, size, fill: theme.muted }));
  });
  return bars === '' ? [] : [path({ key: 'cut-bars', lane: 'cuts', d: bars, fill: theme.muted }), ...marks];
}
