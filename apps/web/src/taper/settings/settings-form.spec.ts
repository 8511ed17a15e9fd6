import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { defaultTaperSettings, settingNames, settingTable } from '@evenkeel/taper-rules';
import { changedFields, fieldNamed, figuresOf, formOf, isFigures, type SettingsForm } from './settings-form.js';

const { version: _, ...usual } = defaultTaperSettings;
const form: SettingsForm = formOf(usual, '.');

describe('the form of the table', () => {
  it('reads back what it wrote, whichever decimal sign the reader writes with', () => {
    expect(form).toMatchObject({ longUseMonths: '12', longUsePoints: '10', sensitivePoints: '5' });
    const tighter = { ...usual, longUsePoints: 750, sensitivePoints: 125, riskReviewDays: 28, offersUnitedKingdom: false };
    expect(formOf(tighter, ',')).toMatchObject({ longUsePoints: '7,5', sensitivePoints: '1,25' });
    for (const sign of ['.', ','] as const) expect(figuresOf(formOf(tighter, sign), sign)).toEqual(tighter);
  });

  it('takes each bound and nothing beyond it', () => {
    for (const name of settingNames) {
      const { atLeast, atMost } = settingTable[name];
      for (const bound of [atLeast, atMost]) expect(figuresOf(formOf({ ...usual, [name]: bound }, '.'), '.')).toMatchObject({ [name]: bound });
      expect(figuresOf(formOf({ ...usual, [name]: atLeast - 1 }, '.'), '.')).toEqual([{ field: name, reason: 'too-small' }]);
      expect(figuresOf(formOf({ ...usual, [name]: atMost + 1 }, '.'), '.')).toEqual([{ field: name, reason: 'too-large' }]);
    }
  });

  it('names every field that is wrong, in the order of the form', () => {
    const read = figuresOf({ ...form, longUseMonths: '', longUsePoints: '7.555', slowerFromAge: '60.5', slowerEveryDays: 'three weeks', riskReviewDays: '99999999' }, '.');
    expect(isFigures(read)).toBe(false);
    expect(read).toEqual([
      { field: 'longUseMonths', reason: 'missing' }, { field: 'longUsePoints', reason: 'too-many-places' }, { field: 'slowerFromAge', reason: 'not-whole' },
      { field: 'slowerEveryDays', reason: 'not-a-number' }, { field: 'riskReviewDays', reason: 'too-large' }]);
  });

  it('tells what differs between two tables, and which field a refusal names', () => {
    expect(changedFields(usual, usual)).toEqual([]);
    expect(changedFields(usual, { ...usual, riskReviewDays: 60, offersUnitedKingdom: false })).toEqual(['riskReviewDays', 'offersUnitedKingdom']);
    expect([fieldNamed('longUsePoints'), fieldNamed('basedOn'), fieldNamed('toString'), fieldNamed(null)]).toEqual(['longUsePoints', null, null, null]);
  });

  it.each(['en', 'es'])('names in %s the page of each source that the rules name', (language) => {
    const { source } = JSON.parse(readFileSync(join(import.meta.dirname, `language/${language}.json`), 'utf8')) as { source: Record<string, string> };
    for (const name of settingNames) {
      const pages = [...settingTable[name].source.matchAll(/\bp\. \d+/g)].map(([page]) => page.slice(3));
      expect([name, pages.filter((page) => !new RegExp(`(?:p\\.|pág\\.) ${page}\\b`).test(source[name] ?? ''))]).toEqual([name, []]);
    }
  });
});
