import { describe, expect, it } from '@jest/globals';
import { asId } from '@evenkeel/kernel';
import fc from 'fast-check';
import { dedupKey, nextEpisode } from './dedup.js';
import { isTriggerFamily, triggerFamilies } from './families.js';
import { familyWords } from './family-words.js';
import { isDismissing, outcomes } from './outcomes.js';
import { reference, referenceAlphabet } from './reference.js';
import { isResponderRole } from './roster.js';
import { alertTiers, isUrgent, isWorse, opensAlert, tiers, worseOf } from './tier.js';

describe('tiers', () => {
  it('are ordered from E0, the worst', () => {
    for (const [index, tier] of tiers.entries()) for (const milder of tiers.slice(index + 1)) {
      expect(isWorse(tier, milder)).toBe(true);
      expect(isWorse(milder, tier)).toBe(false);
      expect(worseOf(milder, tier)).toBe(tier);
    }
    expect(isWorse('E0', 'E0')).toBe(false);
    expect(tiers.filter(isUrgent)).toEqual(['E0', 'E1']);
    expect(tiers.filter(opensAlert)).toEqual(alertTiers);
  });
});

describe('names', () => {
  it('keep one alert per family, without the tier', () => {
    expect(new Set(triggerFamilies.map(dedupKey)).size).toBe(triggerFamilies.length);
    expect([nextEpisode(null), nextEpisode(1), nextEpisode(7)]).toEqual([1, 2, 8]);
    expect(isTriggerFamily('seizure') && !isTriggerFamily('sadness')).toBe(true);
  });

  it('have a word for every family in both languages, short and different', () => {
    for (const language of ['en', 'es'] as const) {
      const words = triggerFamilies.map((family) => familyWords[family][language]);
      expect(new Set(words).size).toBe(words.length);
      for (const word of words) expect(word.length).toBeLessThanOrEqual(40);
    }
  });

  it('close dismissively in two ways only', () => {
    expect(outcomes.filter(isDismissing)).toEqual(['duplicate', 'false-trigger']);
    expect(['prescriber', 'administrator', 'auditor', 'patient'].filter(isResponderRole)).toEqual(['prescriber']);
  });
});

describe('reference of an alert', () => {
  const alertId = fc.uuid({ version: [4, 7] }).map((text) => asId('Alert', text));

  it('is four clear characters, the same each time', () => {
    expect(referenceAlphabet).toHaveLength(32);
    expect(referenceAlphabet).not.toMatch(/[01IO]/);
    fc.assert(
      fc.property(alertId, (id) => {
        expect(reference(id)).toMatch(/^[2-9A-HJ-NP-Z]{4}$/);
        expect(reference(id)).toBe(reference(id));
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells ids apart that differ in one digit', () => {
    const ids = Array.from({ length: 200 }, (_, index) => asId('Alert', `01934f00-0000-7000-8000-${String(index).padStart(12, '0')}`));
    expect(new Set(ids.map(reference)).size).toBeGreaterThanOrEqual(198);
    expect(reference(asId('Alert', '01934f00-0000-7000-8000-000000000001'))).toMatchInlineSnapshot(`"YQBW"`);
  });
});
