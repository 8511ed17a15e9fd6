import type { Timeline } from '@evenkeel/timeline-rules';
import { at, path, text, type Frame } from '../pen.js';
import type { LaneBox, Mark } from '../scene.js';

type EventKind = 'alert' | 'note';
interface Event { readonly x: number; readonly kind: EventKind }

/** Closer than this (pixels) and glyphs become one circle with their number in it. */
const collision = 15;

/** One glyph for each alert (a filled triangle) and each note (a filled square). What would overlap becomes a number. */
export function events(timeline: Timeline, frame: Frame, box: LaneBox): readonly Mark[] {
  const inside = (day: number): boolean => day >= 0 && day < frame.days;
  const all: Event[] = [
    ...timeline.alerts.day.filter(inside).map((day) => ({ x: frame.x(day), kind: 'alert' as const })),
    ...timeline.notes.day.filter(inside).map((day) => ({ x: frame.x(day), kind: 'note' as const })),
  ].sort((left, right) => left.x - right.x);
  const groups: Event[][] = [];
  for (const event of all) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && event.x - last[0].x < collision) last.push(event);
    else groups.push([event]);
  }
  const y = (box.top + box.bottom) / 2;
  const single = (kind: EventKind): string => groups.flatMap((group) => {
    const [only] = group;
    return group.length === 1 && only !== undefined && only.kind === kind ? [glyph[kind](only.x, y)] : [];
  }).join('');
  const clusters = groups.filter((group) => group.length > 1).map((group) => ({
    x: group.reduce((sum, each) => sum + each.x, 0) / group.length, count: group.length, alerts: group.some((each) => each.kind === 'alert'),
  }));
  const ring = clusters.map(({ x }) => circle(x, y, 8)).join('');
  return [
    ...shape('alerts', single('alert'), frame, 'full'),
    ...shape('notes', single('note'), frame, 'full'),
    ...shape('clusters', ring, frame, 'ring'),
    ...clusters.map(({ x, count, alerts }, place) => text({
      key: `cluster-${place}`, lane: 'events', x, y: y + 4, text: frame.words.number(count), size: 11, bold: alerts, anchor: 'middle', fill: frame.theme.text,
    })),
  ];
}

const shape = (key: string, d: string, frame: Frame, look: 'full' | 'ring'): readonly Mark[] => d === '' ? [] : [path({
  key, lane: 'events', d, ...(look === 'full' ? { fill: frame.theme.text } : { fill: frame.theme.surface, stroke: frame.theme.text, strokeWidth: 1.3 }),
})];

const glyph: Readonly<Record<EventKind, (x: number, y: number) => string>> = {
  alert: (x, y) => `M${at(x)},${at(y - 6)}L${at(x + 6)},${at(y + 5)}H${at(x - 6)}z`,
  note: (x, y) => `M${at(x - 4.5)},${at(y - 4.5)}h9v9h-9z`,
};

const circle = (x: number, y: number, radius: number): string =>
  `M${at(x - radius)},${at(y)}a${radius},${radius} 0 1 0 ${2 * radius},0a${radius},${radius} 0 1 0 ${-2 * radius},0z`;
