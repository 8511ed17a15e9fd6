import { describe, expect, it } from '@jest/globals';
import { dayLine, layoutDoseCurve, type DoseCurve } from './dose-curve.js';
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

  it('has words that stand still while a finger changes the plan', () => {
    const wordsOf = (days: number, isMoving: boolean) => layoutDoseCurve({ ...curve, days, total: [{ day: 0, micrograms: 1000 }, { day: days - 20, micrograms: 0 }] }, { ...options, isMoving }).marks.filter(({ kind }) => kind === 'text');
    expect(wordsOf(110, true)).toEqual(wordsOf(150, true));
    expect(wordsOf(110, false)).not.toEqual(wordsOf(150, false));
    expect(wordsOf(110, true).some(({ key }) => key.startsWith('curve-dose'))).toBe(false);
    const { plot, days, marks } = layoutDoseCurve(curve, { ...options, isMoving: true });
    expect(marks.flatMap((mark) => (mark.kind === 'path' && mark.key === 'curve-total' ? numbers(mark.d) : [])).filter((figure) => !Number.isInteger(figure))).toEqual([]);
    expect([days, plot.left + days * plot.dayWidth < plot.right]).toEqual([100, true]);
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
