import type { Timeline } from '@evenkeel/timeline-rules';
import { path, rectangle, type Frame } from '../pen.js';
import type { LaneBox, Mark } from '../scene.js';

const shares = [0.25, 0.5, 0.75, 1] as const;

/** On how much of the time there are answers: a full bar for an answered day, paler for a week with gaps. */
export function checkIns(timeline: Timeline, frame: Frame, box: LaneBox): readonly Mark[] {
  const bars = shares.map(() => '');
  timeline.buckets.day.forEach((day, place) => {
    const days = timeline.buckets.days[place] ?? 1;
    const answered = timeline.buckets.answered[place] ?? 0;
    if (answered <= 0) return;
    const share = Math.min(shares.length, Math.max(1, Math.ceil((answered / days) * shares.length)));
    const width = days * frame.plot.dayWidth;
    bars[share - 1] += rectangle(frame.x(day - 0.5), box.top, width - (width >= 4 ? 1 : 0), box.bottom - box.top);
  });
  return shares.flatMap((share, place) => (bars[place] === '' ? [] : [path({ key: `check-ins-${share}`, lane: 'check-ins', d: bars[place] ?? '', fill: frame.theme.muted, fillOpacity: share })]));
}
