import { describe, expect, it } from '@jest/globals';
import { dayLine, layoutDoseCurve } from './dose-curve.js';
import { fits, linesOf, type DoseCurve } from './dose-curve-lines.js';
import { screenTheme } from './theme.js';

const curve: DoseCurve = {
  from: '2027-01-04', days: 100, total: [{ day: 0, micrograms: 1000 }, { day: 28, micrograms: 700 }, { day: 56, micrograms: 0 }], parts: [],
  ceiling: [{ day: 1, micrograms: 750 }, { day: 42, micrograms: 525 }], breaches: [28], other: [],
};
const options = { width: 640, theme: screenTheme, words: { tick: (date: string) => date.slice(5), dose: (micrograms: number) => String(micrograms), drug: (code: string) => code }, narrow: false, textScale: 1 };
const pathOf = (of: DoseCurve, key: string): string | undefined => layoutDoseCurve(of, options).marks.flatMap((mark) => (mark.kind === 'path' && mark.key === key ? [mark.d] : []))[0];
const numbers = (d: string): readonly number[] => [...d.matchAll(/-?\d+(\.\d+)?/g)].map((match) => Number(match[0]));

describe('a planned dose as a curve', () => {
  it('is as long as its days and falls to zero at the bottom', () => {
    const scene = layoutDoseCurve(curve, options);
    const d = numbers(pathOf(curve, 'curve-total') ?? '');
    expect([d[0], d.at(-2), d.at(-1)]).toEqual([Math.round(scene.plot.left * 10) / 10, Math.round(scene.plot.right * 10) / 10, scene.plot.bottom]);
    expect(scene.plot.left + scene.days * scene.plot.dayWidth).toBeCloseTo(scene.plot.right);
  });

  it('marks a breach on its day and draws no cross where there is none', () => {
    const { plot } = layoutDoseCurve(curve, options);
    expect(numbers(pathOf(curve, 'curve-breaches') ?? '')[0]).toBeCloseTo(plot.left + 28 * plot.dayWidth - 4, 0);
    expect(pathOf({ ...curve, breaches: [] }, 'curve-breaches')).toBeUndefined();
  });

  it('draws parts and another assumption only where they are', () => {
    expect(pathOf(curve, 'curve-other')).toBeUndefined();
    const both = { ...curve, other: [{ day: 0, micrograms: 1000 }], parts: [{ drug: 'diazepam', points: [{ day: 10, micrograms: 500 }] }] };
    expect(pathOf(both, 'curve-other')).toMatch(/^M/);
    expect(layoutDoseCurve(both, options).marks.some((mark) => mark.kind === 'text' && mark.text === 'diazepam')).toBe(true);
  });

  it('keeps its labels apart and its marks few, however many steps there are', () => {
    const daily = Array.from({ length: 1800 }, (_, day) => ({ day, micrograms: 20_000 - day * 11 }));
    const scene = layoutDoseCurve({ ...curve, days: 1800, total: daily, ceiling: daily }, options);
    const labels = scene.marks.flatMap((mark) => (mark.kind === 'text' && mark.key.startsWith('curve-dose') ? [mark] : []));
    for (const [place, label] of labels.entries()) expect(place === 0 || label.x - (labels[place - 1]?.x ?? 0) >= 64).toBe(true);
    expect(scene.marks.length).toBeLessThan(60);
    // Days that share a pixel are drawn as one, and the end is where it was.
    const line = numbers(pathOf({ ...curve, days: 1800, total: daily, ceiling: daily }, 'curve-total') ?? '');
    expect(line.length / 2).toBeLessThan(2.1 * 2 * 640);
    const { plot } = scene;
    expect([line.at(-2), (line.at(-1) ?? 0) > plot.bottom - 6]).toEqual([plot.right, true]);
  });

  it('has no words at its lines while a finger changes the plan, and room for half as many days again', () => {
    const { plot, days, axes, marks } = layoutDoseCurve(curve, { ...options, isMoving: true });
    expect(marks.some(({ key }) => key.startsWith('curve-dose'))).toBe(false);
    expect(layoutDoseCurve(curve, options).marks.some(({ key }) => key.startsWith('curve-dose'))).toBe(true);
    expect([days, axes.days]).toEqual([100, 182]);
    expect(plot.left + axes.days * plot.dayWidth).toBeCloseTo(plot.right);
  });

  it('is followed by another curve in its own axes, line for line, however small it is in them', () => {
    const { axes, marks } = layoutDoseCurve({ ...curve, breaches: [] }, { ...options, isMoving: true });
    const lines = linesOf({ ...curve, breaches: [] }, axes);
    expect(lines.map(({ key, d }) => marks.find((mark) => mark.kind === 'path' && mark.key === key && mark.d === d)?.key)).toEqual(lines.map(({ key }) => key));
    const shorter = { ...curve, days: 80, total: [{ day: 0, micrograms: 1000 }, { day: 14, micrograms: 500 }, { day: 40, micrograms: 0 }] };
    expect(fits(shorter, axes)).toBe(true);
    const following = linesOf(shorter, axes);
    expect(following.map(({ key }) => key)).toEqual(lines.map(({ key }) => key));
    const { plot } = axes;
    const total = numbers(following.find(({ key }) => key === 'curve-total')?.d ?? '');
    expect([total[0], total.at(-2), total.at(-1)]).toEqual([plot.left, Math.round(plot.left + 80 * plot.dayWidth), plot.bottom]);
    expect(following.flatMap(({ d }) => numbers(d)).filter((figure) => !Number.isInteger(figure))).toEqual([]);
  });

  it.each<[string, Partial<DoseCurve>]>([
    ['more days than have room', { days: 183 }], ['a dose beyond the upper end', { total: [{ day: 0, micrograms: 1001 }] }], ['another first day', { from: '2027-01-05' }],
    ['a medicine more', { parts: [{ drug: 'diazepam', points: [] }] }], ['another assumption that is higher', { other: [{ day: 0, micrograms: 1001 }] }],
  ])('needs axes of its own with %s', (_, other) => {
    const { axes } = layoutDoseCurve(curve, { ...options, isMoving: true });
    expect([fits({ ...curve, days: 182, total: [{ day: 0, micrograms: 1000 }] }, axes), fits({ ...curve, days: 14, total: [] }, axes)]).toEqual([true, true]);
    expect(fits({ ...curve, ...other }, axes)).toBe(false);
  });

  it('draws days that share a pixel or two as one while a finger changes the plan', () => {
    const daily = Array.from({ length: 1200 }, (_, day) => ({ day, micrograms: 20_000 - day * 11 }));
    const corners = (isMoving: boolean): number => {
      const of = { ...curve, days: 1200, total: daily };
      const { axes } = layoutDoseCurve(of, { ...options, isMoving });
      return numbers(linesOf(of, axes).find(({ key }) => key === 'curve-total')?.d ?? '').length / 2;
    };
    expect(corners(true)).toBeLessThan(corners(false) / 2);
    expect(corners(true)).toBeGreaterThan(100);
  });

  it('has words and lines inside its frame, on a phone with large text too', () => {
    const scene = layoutDoseCurve(curve, { ...options, width: 300, narrow: true, textScale: 1.5 });
    for (const mark of scene.marks) {
      if (mark.kind === 'text') expect([mark.key, mark.x >= 0 && mark.y >= 0 && mark.y <= scene.height]).toEqual([mark.key, true]);
    }
    expect(numbers(dayLine(scene, 99))[0]).toBeLessThan(scene.plot.right);
  });

  it('needs no dose at all', () => {
    expect(layoutDoseCurve({ ...curve, total: [], ceiling: [], breaches: [] }, options).marks.some(({ key }) => key === 'curve-total')).toBe(false);
  });
});
