import { dayNumber, mondayOf, type Timeline } from '@evenkeel/timeline-rules';
import { addDays, daysBetween, firstOfMonth } from '../calendar.js';
import { path, text, vertical, widthOf, type Frame } from '../pen.js';
import type { Mark } from '../scene.js';

interface Tick { readonly day: number; readonly label: string }

/** Names and hairlines of the time axis: Mondays while there is room for them, else the first of every n-th month. */
export function axis(timeline: Pick<Timeline, 'from'>, frame: Frame, baseline: number, bottom: number): readonly Mark[] {
  const ticks = frame.days <= 70 ? weeks(timeline, frame) : months(timeline, frame);
  const size = 12 * frame.textScale;
  return [
    path({ key: 'axis-lines', lane: 'axis', d: ticks.map(({ day }) => vertical(frame.x(day - 0.5), baseline + 6, bottom)).join(''), stroke: frame.theme.rule }),
    ...apart(ticks, frame, size).map(({ day, label }) => text({
      key: `axis-${day}`, lane: 'axis', x: Math.min(frame.x(day - 0.5) + 3, frame.plot.right - widthOf(label, size)), y: baseline, text: label, size, fill: frame.theme.muted,
    })),
  ];
}

/** Leaves out names that would run into the one before. */
function apart(ticks: readonly Tick[], frame: Frame, size: number): readonly Tick[] {
  let free = -Infinity;
  return ticks.filter(({ day, label }) => {
    const x = frame.x(day - 0.5);
    if (x < free || x + widthOf(label, size) > frame.plot.right + 12) return false;
    free = x + widthOf(label, size) + 6;
    return true;
  });
}

function weeks(timeline: Pick<Timeline, 'from'>, frame: Frame): readonly Tick[] {
  const from = dayNumber(timeline.from);
  const first = mondayOf(from + 6) - from;
  const mondays: number[] = [];
  for (let day = first; day < frame.days; day += 7) mondays.push(day);
  const every = Math.ceil(widthOf('00 Mmmm', 12 * frame.textScale) / Math.max(1, 7 * frame.plot.dayWidth));
  return mondays.filter((_, place) => place % every === 0).map((day, place) => tick(timeline, frame, day, place === 0 ? 'day-year' : 'day'));
}

function months(timeline: Pick<Timeline, 'from'>, frame: Frame): readonly Tick[] {
  const count = Math.ceil(frame.days / 30.4) + 1;
  const room = widthOf('Mmm 0000', 12 * frame.textScale) + 6;
  const every = [1, 2, 3, 6, 12, 24].find((months) => months * 30.4 * frame.plot.dayWidth >= room) ?? 24;
  const ticks: Tick[] = [];
  for (let month = 0; month <= count; month += 1) {
    const date = firstOfMonth(timeline.from, month);
    const day = daysBetween(timeline.from, date);
    if (day < 0 || day >= frame.days || (Number(date.slice(5, 7)) - 1) % Math.min(every, 12) !== 0) continue;
    if (every === 24 && Number(date.slice(0, 4)) % 2 !== 0) continue;
    ticks.push(tick(timeline, frame, day, ticks.length === 0 || date.slice(5, 7) === '01' ? 'month-year' : 'month'));
  }
  return ticks;
}

const tick = (timeline: Pick<Timeline, 'from'>, frame: Frame, day: number, style: 'month' | 'month-year' | 'day' | 'day-year'): Tick =>
  ({ day, label: frame.words.tick(addDays(timeline.from, day), style) });
