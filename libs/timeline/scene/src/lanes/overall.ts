import type { Timeline } from '@evenkeel/timeline-rules';
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { dot, horizontal, path, rectangle, text, type Frame } from '../pen.js';
import type { LaneBox, Mark } from '../scene.js';
import { envelope, middleLine } from '../smooth.js';

/** Below this many pixels a day, single days run together and are drawn as a band from lowest to highest. */
const dotsFrom = 4;

/** The score is drawn from 0 to 10 on every day of every patient; the scale is never fitted to the data. */
export const scoreScale = (box: Pick<LaneBox, 'top' | 'bottom'>): ((value: number) => number) => scaleLinear([0, 10], [box.bottom - 8, box.top + 8]);

export function overall(timeline: Timeline, frame: Frame, box: LaneBox): readonly Mark[] {
  const { theme, plot, words } = frame;
  const y = scoreScale(box);
  const size = 11 * frame.textScale;
  const dots = timeline.resolution === 'day' && plot.dayWidth >= dotsFrom;
  const middle = line<readonly [number, number] | null>((point) => frame.x(point?.[0] ?? 0), (point) => y(point?.[1] ?? 0)).defined((point) => point !== null).digits(1);
  const band = area<readonly [number, number, number] | null>().x((point) => frame.x(point?.[0] ?? 0)).y0((point) => y(point?.[1] ?? 0)).y1((point) => y(point?.[2] ?? 0)).defined((point) => point !== null).digits(1);
  return [
    path({ key: 'overall-ground', lane: 'overall', d: rectangle(plot.left, box.top, plot.right - plot.left, box.bottom - box.top), fill: theme.ground }),
    path({ key: 'overall-lines', lane: 'overall', d: [0, 5, 10].map((value) => horizontal(y(value), plot.left, plot.right)).join(''), stroke: theme.rule }),
    ...[0, 5, 10].map((value) => text({
      key: `overall-${value}`, lane: 'overall', x: plot.left - 7, y: y(value) + size / 3, text: words.number(value), size, anchor: 'end', fill: theme.muted,
    })),
    ...(dots
      ? [path({ key: 'overall-dots', lane: 'overall', d: timeline.buckets.day.map((day, place) => {
        const value = timeline.buckets.median[place] ?? null;
        return value === null ? '' : dot(frame.x(day), y(value));
      }).join(''), stroke: theme.symptom, strokeWidth: Math.min(5, Math.max(3, plot.dayWidth * 0.6)), strokeOpacity: 0.5, round: true })]
      : [path({ key: 'overall-band', lane: 'overall', d: band(envelope(timeline)) ?? '', fill: theme.symptom, fillOpacity: 0.22 })]),
    path({ key: 'overall-middle', lane: 'overall', d: middle(middleLine(timeline)) ?? '', stroke: theme.symptom, strokeWidth: 2.4, round: true }),
  ].filter((mark) => mark.kind === 'text' || mark.d !== '');
}
