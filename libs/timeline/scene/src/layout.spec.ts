import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { layout, plotWidth, type LayoutOptions } from './layout.js';
import { dayAtX, sceneLanes, xOfDay, type PathMark, type Scene } from './scene.js';
import { tableRows } from './table-rows.js';
import { anyTimeline, byDay, dosesOf, plainWords } from './testing.js';
import { screenTheme } from './theme.js';

const wide: LayoutOptions = { width: 1100, theme: screenTheme, lanes: sceneLanes, words: plainWords };
const narrow: LayoutOptions = { ...wide, width: 328, narrow: true };
const pathOf = (scene: Scene, key: string): PathMark | undefined => scene.marks.find((mark): mark is PathMark => mark.kind === 'path' && mark.key === key);
const startsOf = (d: string): number[][] => [...d.matchAll(/M(-?[\d.]+),(-?[\d.]+)/g)].map((match) => [Number(match[1]), Number(match[2])]);

/** What a reader of the picture would read off the dots: the day and the score of each. */
const readOff = (scene: Scene): (readonly [number, number])[] => startsOf(pathOf(scene, 'overall-dots')?.d ?? '').map(([x = 0, y = 0]) => {
  const { zero, ten } = scene.score ?? { zero: 0, ten: 1 };
  return [dayAtX(scene, x), Math.round(((zero - y) / (zero - ten)) * 100) / 10] as const;
});

describe('the scene of a timeline', () => {
  it('stays small for any range, width and density', () => {
    fc.assert(fc.property(anyTimeline, fc.integer({ min: 200, max: 2000 }), fc.boolean(), fc.constantFrom(1, 1.5), (timeline, width, isNarrow, textScale) => {
      const scene = layout(timeline, { ...wide, width, narrow: isNarrow, textScale });
      expect(scene.marks.length + scene.titles.length).toBeLessThanOrEqual(600);
      for (const mark of scene.marks) expect(mark.kind === 'path' ? mark.d : `${mark.x} ${mark.y}`).not.toMatch(/NaN|Infinity|undefined/);
    }), { numRuns: 300 });
  });

  it('draws one path for each colour of a lane', () => {
    fc.assert(fc.property(anyTimeline, (timeline) => {
      const paths = layout(timeline, wide).marks.filter((mark): mark is PathMark => mark.kind === 'path');
      const looks = paths.map((mark) => [mark.lane, mark.fill, mark.fillOpacity, mark.stroke, mark.strokeWidth, mark.dash].join(' '));
      // Alerts and notes are told apart by shape, not by colour.
      const doubled = looks.filter((look, place) => looks.indexOf(look) !== place && !look.startsWith('events'));
      expect(doubled).toEqual([]);
    }), { numRuns: 50 });
  });

  it('shows in its dots exactly the numbers that stand in the table', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 10 })), { minLength: 1, maxLength: 200 }), (scores) => {
      const timeline = byDay(scores);
      const scene = layout(timeline, wide);
      const told = tableRows(timeline).flatMap((row) => (row.kind === 'bucket' && row.median !== null ? [[row.day, row.median]] : []));
      expect(readOff(scene)).toEqual(told);
      expect(told).toEqual(scores.flatMap((score, day) => (score === null ? [] : [[day, score]])));
    }));
  });

  it('draws as many cells as there are answers about a symptom, and none for silence', () => {
    const levels = [0, 1, null, 3, 2, null, 0];
    const timeline = { ...byDay([1, 2, 3, 4, 5, 6, 7]), symptoms: [{ code: 'anxiety', median: levels, max: levels }] };
    const scene = layout(timeline, wide);
    const cells = [0, 1, 2, 3].map((level) => startsOf(pathOf(scene, `symptom-level-${level}`)?.d ?? '').map(([x = 0]) => dayAtX(scene, x + 1)));
    expect(cells).toEqual([[0, 6], [1], [4], [3]]);
  });

  it('marks a calm week that held a strong day', () => {
    const timeline = { ...byDay([4, 4]), resolution: 'week' as const, to: '2026-01-18', symptoms: [{ code: 'anxiety', median: [1, 3], max: [3, 3] }] };
    const weekly = { ...timeline, buckets: { ...timeline.buckets, day: [0, 7], days: [7, 7], answered: [5, 6] } };
    expect(startsOf(pathOf(layout(weekly, wide), 'symptom-strongest')?.d ?? '')).toHaveLength(1);
  });

  it('breaks the middle where fewer than three of seven days were answered', () => {
    const scores = [5, 5, 5, 5, null, null, null, null, null, null, null, 2, 2, 2, 2];
    expect(startsOf(pathOf(layout(byDay(scores), wide), 'overall-middle')?.d ?? '')).toHaveLength(2);
    expect(pathOf(layout(byDay([5, null, null, null, null, 5, null]), wide), 'overall-middle')).toBeUndefined();
  });

  it('draws a band instead of dots when days are narrower than four pixels', () => {
    const scene = layout(byDay(Array.from({ length: 300 }, (_, day) => day % 11)), wide);
    expect([pathOf(scene, 'overall-dots'), pathOf(scene, 'overall-band') !== undefined]).toEqual([undefined, true]);
  });

  it('never fits the scale to the data', () => {
    const calm = layout(byDay([1, 1, 2]), wide).score;
    const { score, lanes } = layout(byDay([10, 0, 10]), wide);
    expect(score).toEqual(calm);
    const box = lanes.find(({ lane }) => lane === 'overall');
    expect([(score?.ten ?? 0) - (box?.top ?? 0), (box?.bottom ?? 0) - (score?.zero ?? 0)]).toEqual([8, 8]);
  });

  it('dashes what is planned and never fills it; before the first step there is nothing', () => {
    const timeline = byDay(Array.from({ length: 40 }, () => 3), { doses: dosesOf([[5, 1000], [20, 900], [30, 800]], (day) => day >= 30) });
    const scene = layout(timeline, wide);
    expect(startsOf(pathOf(scene, 'dose-area')?.d ?? '').map(([x = 0]) => dayAtX(scene, x + 0.1))).toEqual([5]);
    expect(pathOf(scene, 'dose-planned')).toMatchObject({ dash: '5 4', fill: null });
    expect(startsOf(pathOf(scene, 'dose-planned')?.d ?? '').map(([x = 0]) => dayAtX(scene, x + 0.1))).toEqual([30]);
  });

  it('says hold in words and the size of a cut in percent of the dose before', () => {
    const doses = dosesOf([[-9, 1000], [10, 930], [25, 930]]);
    const scene = layout(byDay(Array.from({ length: 40 }, () => 3), { doses }), wide);
    const said = scene.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(said).toEqual(expect.arrayContaining(['1 mg', '0.93 mg', '0.93 mg hold', '7%']));
  });

  it('leaves out lanes that are not shared, and those not asked for', () => {
    const timeline = byDay([3, 4], { withheld: ['dose', 'alerts'], symptoms: [{ code: 'anxiety', median: [1, 2], max: [1, 2] }] });
    expect(layout(timeline, wide).lanes.map(({ lane }) => lane)).toEqual(['events', 'overall', 'symptoms', 'check-ins']);
    expect(layout({ ...timeline, withheld: ['alerts', 'notes', 'overall'] }, { ...wide, lanes: ['events', 'overall', 'check-ins'] }).lanes.map(({ lane }) => lane)).toEqual(['check-ins']);
  });

  it('counts what would overlap', () => {
    const alerts = { id: ['a', 'b', 'c'], day: [10, 10, 11], tier: ['E1', 'E2', 'E2'], family: ['x', 'y', 'z'], status: ['open', 'open', 'open'] };
    const scene = layout(byDay(Array.from({ length: 180 }, () => 3), { alerts }), narrow);
    expect(scene.marks.flatMap((mark) => (mark.kind === 'text' && mark.lane === 'events' ? [mark.text] : []))).toEqual(['3']);
  });

  it('finds the day under every place that it draws', () => {
    fc.assert(fc.property(anyTimeline, fc.boolean(), (timeline, isNarrow) => {
      const scene = layout(timeline, isNarrow ? narrow : wide);
      for (const day of [0, Math.floor(scene.days / 2), scene.days - 1]) expect(dayAtX(scene, xOfDay(scene, day))).toBe(day);
      expect([dayAtX(scene, -100), dayAtX(scene, 1e6)]).toEqual([0, scene.days - 1]);
    }), { numRuns: 50 });
  });

  it('fits the width it was given and tells the server how much of it is for days', () => {
    const scene = layout(byDay([1, 2, 3]), wide);
    expect([scene.width, scene.plot.right - scene.plot.left]).toEqual([wide.width, plotWidth(wide.width, false)]);
    const long = { code: 'the-light-or-the-noise-are-far-too-much-today', median: [1, 1, 1], max: [1, 1, 1] };
    const named = layout(byDay([1, 2, 3], { symptoms: [long] }), wide);
    expect([named.width, named.plot.left]).toEqual([wide.width, 212]);
    expect(named.marks.flatMap((mark) => (mark.kind === 'text' && mark.lane === 'symptoms' ? [mark.text] : []))).toEqual([expect.stringMatching(/^the-light.*…$/)]);
    expect(layout(byDay([1, 2, 3]), narrow).plot.left).toBe(26);
  });
});
