import { describe, expect, it } from '@jest/globals';
import { dialable, helpLines, helpRegions, linesFor, regionOf, staleLines } from './help-lines.js';

const all = helpRegions.flatMap((region) => helpLines[region]);

describe('help lines', () => {
  it('gives every region one emergency number, first, and somebody to talk to', () => {
    for (const region of helpRegions) {
      expect(helpLines[region][0]?.purpose).toBe('emergency');
      expect(linesFor(region, 'emergency')).toHaveLength(1);
      expect(linesFor(region, 'crisis').length).toBeGreaterThanOrEqual(1);
    }
  });

  it('says for every line how to reach it, when, and when that was checked against what', () => {
    expect(new Set(all.map((line) => line.id)).size).toBe(all.length);
    for (const line of all) {
      expect(line.call ?? line.text).not.toBeNull();
      expect(line.nameKey).toBe(`help.line.${line.id}`);
      expect(line.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(line.checkedAgainst).not.toBe('');
      if (line.call !== null) expect(dialable(line.call)).toMatch(/^\+?\d{3,15}$/);
      if (line.purpose === 'emergency') expect(line.hours).toBe('always');
    }
  });

  it.each([
    ['US', 'US'],
    ['ES', 'ES'],
    ['IE', 'IE'],
    ['DE', 'EU'],
    ['PT', 'EU'],
    ['BR', null],
    ['', null],
  ])('answers for %j with %j', (country, region) => {
    expect(regionOf(country)).toBe(region);
  });

  it('knows which lines have to be checked again', () => {
    const [first] = all;
    const checked = first?.checkedOn ?? '';
    const later = (days: number): string => new Date(Date.parse(checked) + days * 86_400_000).toISOString().slice(0, 10);
    expect(staleLines(later(180))).toHaveLength(0);
    expect(staleLines(later(181))).toHaveLength(all.length);
    expect(staleLines(later(90), 90)).toHaveLength(0);
    expect(staleLines(later(91), 90)).toHaveLength(all.length);
    expect(staleLines(later(-1))).toHaveLength(all.length);
  });

  it('is shown with the numbers that the clinical decision names', () => {
    expect(linesFor('ES', 'crisis').map((line) => line.call)).toEqual(['024']);
    expect(linesFor('MX', 'crisis').map((line) => line.call)).toEqual(['800 911 2000']);
    expect(helpRegions.map((region) => linesFor(region, 'emergency')[0]?.call)).toEqual(['911', '911', '999', '112', '112', '911', '000', '111', '112']);
  });
});
