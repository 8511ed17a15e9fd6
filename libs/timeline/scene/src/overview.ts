import { daysOf, type Timeline } from '@evenkeel/timeline-rules';
import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { daysBetween } from './calendar.js';
import { stepsInside } from './lanes/dose.js';
import { path, rectangle } from './pen.js';
import type { Mark } from './scene.js';
import { middleLine } from './smooth.js';
import type { Theme } from './theme.js';

export interface Overview {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

const height = 44;

/** The whole record in a strip: the dose as an area, the middle of the score as a line, and a frame around what the chart shows. */
export function overview(whole: Timeline, shown: Pick<Timeline, 'from' | 'to'>, width: number, theme: Theme): Overview {
  const days = daysOf(whole);
  const x = scaleLinear([0, days], [1, width - 1]);
  // One outline: where two medicines are taken, that of the larger amount.
  const all = stepsInside(whole, days).filter((step) => !step.planned);
  const steps = all.filter((step) => all.every((other) => other.from !== step.from || other === step || other.micrograms < step.micrograms || (other.micrograms === step.micrograms && all.indexOf(other) > all.indexOf(step))));
  const y = scaleLinear([0, Math.max(1, ...steps.map((step) => step.micrograms))], [height - 2, 6]);
  const score = scaleLinear([0, 10], [height - 4, 4]);
  const corners = steps.flatMap((step): [number, number][] => [[x(step.from), y(step.micrograms)], [x(step.to), y(step.micrograms)]]);
  const middle = line<readonly [number, number] | null>((point) => x((point?.[0] ?? 0) + 0.5), (point) => score(point?.[1] ?? 0)).defined((point) => point !== null).digits(1);
  const left = Math.max(1, x(daysBetween(whole.from, shown.from)));
  const right = Math.min(width - 1, x(daysBetween(whole.from, shown.to) + 1));
  const marks = [
    path({ key: 'overview-dose', lane: 'overview', d: area().curve(curveStepAfter).y0(height - 2).digits(1)(corners) ?? '', fill: theme.dose, fillOpacity: 0.16 }),
    path({ key: 'overview-middle', lane: 'overview', d: middle(middleLine(whole)) ?? '', stroke: theme.symptom, strokeWidth: 1.4, round: true }),
    path({ key: 'overview-window', lane: 'overview', d: rectangle(left, 1, Math.max(3, right - left), height - 2), fill: theme.text, fillOpacity: 0.06, stroke: theme.text, strokeWidth: 1.6 }),
  ];
  return { width, height, marks: marks.filter((mark) => mark.d !== '') };
}
