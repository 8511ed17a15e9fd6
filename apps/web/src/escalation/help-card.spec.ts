import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { helpRegions } from '@evenkeel/symptoms-rules';
import { linesOf, purposesOn, waysOf } from './help-card.js';


const catalogue = (language: string): { help: { line: Record<string, string> } } =>
  JSON.parse(readFileSync(join(import.meta.dirname, `language/${language}.json`), 'utf8'));

describe('help cards', () => {
  it('has a number to call or text on every card in every region', () => {
    for (const region of helpRegions) {
      for (const purposes of Object.values(purposesOn)) {
        const ways = purposes.flatMap((purpose) => linesOf(region, purpose)).flatMap(waysOf);
        expect(ways.length).toBeGreaterThan(0);
        for (const way of ways) expect(way.href).toMatch(/^(tel:\+?\d{3,}|sms:\+?\d{3,}(\?&body=\w+)?)$/);
      }
    }
  });

  it('puts the ambulance first on the emergency card and somebody to talk to first on the crisis card', () => {
    expect(purposesOn.emergency[0]).toBe('emergency');
    expect(purposesOn.crisis[0]).toBe('crisis');
    expect(linesOf('US', 'crisis').flatMap(waysOf).map((way) => way.href)).toEqual(['tel:988', 'sms:988']);
  });

  it('names no number for a country that was not checked', () => {
    expect(linesOf('BR', 'emergency')).toEqual([]);
    expect(linesOf('FR', 'emergency').flatMap(waysOf)[0]?.href).toBe('tel:112');
  });

  it('has a name for every line in both languages', () => {
    const ids = helpRegions.flatMap((region) => (['emergency', 'crisis', 'poison', 'health'] as const).flatMap((purpose) => linesOf(region, purpose))).map((line) => line.id);
    for (const language of ['en', 'es']) expect(ids.filter((id) => !(id in catalogue(language).help.line))).toEqual([]);
  });
});
