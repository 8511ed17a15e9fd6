import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDose, formatPercent, type DoseLocale } from './format-dose.js';

const readable = (text: string): string => text.replaceAll('\u00a0', '~');

describe('how a dose is written', () => {
  it.each<[number, DoseLocale, string]>([
    [500, 'en', '0.5~mg'],
    [500, 'en-US', '0.5~mg'],
    [500, 'en-GB', '0.5mg'],
    [500, 'es', '0,5~mg'],
    [500, 'es-ES', '0,5~mg'],
    [500, 'es-US', '0.5~mg'],
    [500, 'es-MX', '0.5~mg'],
    [200, 'en', '0.2~mg'],
    [125, 'en', '0.125~mg'],
    [100, 'en', '0.1~mg'],
    [99, 'en', '99~micrograms'],
    [50, 'es', '50~microgramos'],
    [1, 'en', '1~microgram'],
    [1, 'es', '1~microgramo'],
    [0, 'en', '0~mg'],
    [0, 'es', '0~mg'],
    [1000, 'en', '1~mg'],
    [1050, 'en', '1.05~mg'],
    [1005, 'es', '1,005~mg'],
    [10_000, 'en', '10~mg'],
    [12_500, 'es', '12,5~mg'],
    [100_000, 'en', '100~mg'],
  ])('%i micrograms in %s: %s', (dose, locale, text) => {
    expect(readable(formatDose(dose, locale))).toBe(text);
  });

  const locales: readonly DoseLocale[] = ['en', 'en-US', 'en-GB', 'es', 'es-ES', 'es-US', 'es-MX'];

  it('has a leading zero, no trailing zero, no grouping, no abbreviation of micrograms, and can be read back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.constantFrom(...locales), (dose, locale) => {
        const text = readable(formatDose(dose, locale));
        const match = /^(0|[1-9]\d*)(?:[.,](\d{0,2}[1-9]))?~?(mg|micrograms?|microgramos?)$/.exec(text);
        expect(match).not.toBeNull();
        const [, whole = '', fraction = '', unit = ''] = match ?? [];
        const back = unit === 'mg' ? Number(whole) * 1000 + Number(fraction.padEnd(3, '0')) : Number(whole);
        expect(back).toBe(dose);
        expect(text.includes(',')).toBe(fraction !== '' && (locale === 'es' || locale === 'es-ES'));
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to write %p', (dose) => {
    expect(() => formatDose(dose)).toThrow(RangeError);
  });

  it.each<[number, DoseLocale, string]>([
    [10_000, 'en', '100%'],
    [8750, 'en', '87.5%'],
    [8571, 'en-US', '85.71%'],
    [8750, 'es', '87,5~%'],
    [8750, 'es-US', '87.5~%'],
    [5, 'en', '0.05%'],
    [0, 'es', '0~%'],
  ])('%i basis points in %s: %s', (points, locale, text) => {
    expect(readable(formatPercent(points, locale))).toBe(text);
  });
});

describe('without a language', () => {
  it('is written as in American English, Spanish of every country as Spanish', () => {
    expect([formatDose(50), formatDose(500), formatPercent(1250)]).toEqual(['50\u00a0micrograms', '0.5\u00a0mg', '12.5%']);
    expect([formatDose(50, 'es-MX'), formatDose(1, 'es-US'), formatDose(1, 'es-ES')]).toEqual(['50\u00a0microgramos', '1\u00a0microgramo', '1\u00a0microgramo']);
  });
  it('what is no dose says so', () => { expect(() => formatDose(-1)).toThrow('A dose is a whole number of micrograms, zero or more'); });
});
