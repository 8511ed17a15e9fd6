import type { Timeline } from '@evenkeel/timeline-rules';
import { fitted, path, rectangle, text, type Frame } from '../pen.js';
import type { LaneBox, Mark } from '../scene.js';
import type { Ink } from '../theme.js';

/** From one strip to the next. */
export const stripHeight = 18;

/** As many as there is room for; the table has all of them. */
export const stripsShown = (timeline: Timeline, narrow: boolean): Timeline['symptoms'] => timeline.symptoms.slice(0, narrow ? 2 : 6);

const levels = [0, 1, 2, 3] as const;
const strongest = 3;

/** One cell for each answered day, week or month. No answer, no cell: an empty place is not "none". */
export function symptoms(timeline: Timeline, frame: Frame, box: LaneBox): readonly Mark[] {
  const { theme, plot, words } = frame;
  const strips = stripsShown(timeline, frame.narrow);
  const cells = levels.map(() => '');
  let ticks = '';
  strips.forEach((strip, row) => {
    const top = box.top + row * stripHeight + 1;
    timeline.buckets.day.forEach((day, place) => {
      const value = strip.median[place] ?? null;
      if (value === null) return;
      const days = timeline.buckets.days[place] ?? 1;
      const width = days * plot.dayWidth;
      const gap = width >= 4 ? 1 : 0;
      const level = Math.max(0, Math.min(strongest, Math.round(value)));
      cells[level] += rectangle(frame.x(day - 0.5), top, width - gap, stripHeight - 2);
      // A week that looks calm in the middle may hold a day that was not.
      if (level < strongest && (strip.max[place] ?? 0) >= strongest) ticks += rectangle(frame.x(day - 0.5), top, width - gap, 3);
    });
  });
  return [
    path({ key: 'symptom-ground', lane: 'symptoms', d: strips.map((_, row) => rectangle(plot.left, box.top + row * stripHeight + 1, plot.right - plot.left, stripHeight - 2)).join(''), fill: theme.ground }),
    ...levels.map((level) => path({ key: `symptom-level-${level}`, lane: 'symptoms', d: cells[level] ?? '', fill: theme[`level-${level}` satisfies Ink] })),
    path({ key: 'symptom-strongest', lane: 'symptoms', d: ticks, fill: theme.text }),
    ...(frame.narrow ? [] : strips.map((strip, row) => text({
      key: `symptom-${strip.code}`, lane: 'symptoms', x: plot.left - 8, y: box.top + row * stripHeight + stripHeight / 2 + 4, text: fitted(words.symptom(strip.code), 12 * frame.textScale, plot.left - 12), size: 12 * frame.textScale, anchor: 'end', fill: theme.muted,
    }))),
  ].filter((mark) => mark.kind === 'text' || mark.d !== '');
}
