import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkEmergency, nameKey, reviewDueAt } from './break-glass.js';

const wish = { name: 'Pat Doe', birthYear: 1980, reason: 'seizure', nature: 'Found on the floor, ambulance called.' };
const at = (iso: string): number => Date.parse(iso);

describe('what is typed for emergency access', () => {
  it('can be taken', () => expect(checkEmergency(wish)).toBeNull());

  it.each([
    ['no name', { name: '  ' }, 'whole-name-missing', 'name'],
    ['an odd year', { birthYear: 80 }, 'birth-year-odd', 'birthYear'],
    ['an unknown reason', { reason: 'curiosity' }, 'unknown-reason', 'reason'],
    ['19 characters', { nature: 'x'.repeat(19) }, 'words-too-few', 'nature'],
    ['19 characters among blanks', { nature: `   ${'x'.repeat(19)}   ` }, 'words-too-few', 'nature'],
    ['too many', { nature: 'x'.repeat(1001) }, 'words-too-many', 'nature'],
  ])('is refused with %s', (_, more, code, field) => {
    expect(checkEmergency({ ...wish, ...more })).toMatchObject({ code, field });
  });

  it('is enough with 20', () => expect(checkEmergency({ ...wish, nature: 'x'.repeat(20) })).toBeNull());
});

describe('the spelling of a name', () => {
  it.each([['José  Núñez', 'jose nunez'], [' jose nunez ', 'JOSÉ NÚÑEZ']])('%s is %s', (one, other) => expect(nameKey(one, 1980)).toBe(nameKey(other, 1980)));
  it('keeps different people apart', () => {
    expect(nameKey('Pat Doe', 1980)).not.toBe(nameKey('Pat Doe', 1981));
    expect(nameKey('Pat Doe', 1980)).not.toBe(nameKey('Pat Do', 1980));
    expect(nameKey('Pat Doe', 1980)).not.toBe(nameKey('PatDoe', 1980));
  });
});

describe('the day of judgement', () => {
  it.each([
    ['Monday', '2026-03-02T14:00:00Z', '2026-03-03T14:00:00Z'],
    ['Friday', '2026-03-06T14:00:00Z', '2026-03-09T13:00:00Z'],
    ['Saturday', '2026-03-07T14:00:00Z', '2026-03-09T13:00:00Z'],
    ['Sunday', '2026-03-08T14:00:00Z', '2026-03-09T14:00:00Z'],
  ])('after a %s', (_, opened, due) => expect(new Date(reviewDueAt(at(opened), 'America/New_York')).toISOString()).toBe(new Date(due).toISOString()));

  it('is a working day, at most three days away', () => {
    fc.assert(fc.property(fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') }), fc.constantFrom('America/New_York', 'Europe/Madrid', 'Asia/Kolkata'), (opened, zone) => {
      const due = reviewDueAt(opened, zone);
      expect(['Sat', 'Sun']).not.toContain(new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short' }).format(due));
      expect(due - opened).toBeGreaterThan(22 * 3_600_000);
      expect(due - opened).toBeLessThanOrEqual(73 * 3_600_000);
    }));
  });
});
