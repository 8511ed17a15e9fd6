import { describe, expect, it } from '@jest/globals';
import { checkAnnotation, longestAnnotation, mayReadAnnotation } from './annotation.js';
import { bucketsOf } from './buckets.js';
import { dateOf, dayNumber } from './calendar.js';
import { doseColumns, type TimelineStep } from './doses.js';
import { headlineOf } from './headline.js';
import { categoryOfLane, lanesFor } from './lanes.js';
import { foldMonth } from './month.js';
import { lanes, type Timeline } from './timeline.js';

const range = { from: '2026-01-05', to: '2026-01-24' };
const step = (startsOn: string, total: number, drug = 'clonazepam'): TimelineStep => ({ startsOn, total, drug, kind: 'reduce' });
const steps = [step('2025-10-01', 1000), step('2025-12-25', 900), step('2026-01-10', 850), step('2026-01-20', 800), step('2026-02-03', 750)];

const timeline = (today: string): Timeline => {
  const scores = Array.from({ length: 20 }, (_, at) => ({ date: dateOf(dayNumber(range.from) + at), question: 'overall', value: at < 10 ? 4 : 5 })).filter((_, at) => at !== 3);
  return {
    patientId: '', zone: 'America/New_York', ...range, recordFrom: null, resolution: 'day', generatedAt: '', ...lanesFor(() => true),
    doses: doseColumns(steps, range, today), ...bucketsOf([foldMonth('2026-01-01', scores)], range, 'day', today),
    alerts: { id: [], day: [], tier: [], family: [], status: [] }, notes: { id: [], day: [], kind: [], visibility: [], authorRole: [] },
  };
};

describe('two medicines, while one takes the place of the other', () => {
  const switched = [step('2025-12-25', 1000), step('2026-01-08', 500), step('2026-01-08', 10_000, 'diazepam'), step('2026-01-15', 0), step('2026-01-15', 20_000, 'diazepam')];

  it('each is held against itself, and what was left is not the dose', () => {
    const doses = doseColumns(switched, range, '2026-01-20');
    expect(doses.drug.map((drug, place) => [drug, doses.micrograms[place], doses.previousMicrograms[place]])).toEqual([
      ['clonazepam', 1000, null], ['clonazepam', 500, 1000], ['diazepam', 10_000, null], ['clonazepam', 0, 500], ['diazepam', 20_000, 10_000],
    ]);
    expect(headlineOf({ ...timeline('2026-01-20'), doses }).dose).toEqual({ drug: 'diazepam', from: 10_000, to: 20_000 });
  });

  it('a range begins with both that were in force', () => {
    expect(doseColumns(switched, { from: '2026-01-10', to: '2026-01-12' }, '2026-01-20').drug).toEqual(['clonazepam', 'diazepam']);
  });
});

describe('dose steps', () => {
  it('are all there, after the one that was in force when the range began', () => {
    expect(doseColumns(steps, range, '2026-01-15')).toEqual({
      day: [-11, 5, 15], drug: ['clonazepam', 'clonazepam', 'clonazepam'], micrograms: [900, 850, 800], previousMicrograms: [1000, 900, 850],
      kind: ['reduce', 'reduce', 'reduce'], planned: [false, false, true],
    });
  });
  it('say nothing of a dose before that was another medicine, or none', () => {
    expect(doseColumns([step('2026-01-06', 1000), step('2026-01-08', 10_000, 'diazepam')], range, '2026-01-15').previousMicrograms).toEqual([null, null]);
  });
  it('may all lie after the range, or before it', () => {
    expect(doseColumns([step('2026-02-06', 1000)], range, '2026-01-15').day).toEqual([]);
    expect(doseColumns([step('2025-02-06', 1000)], range, '2026-01-15').day).toEqual([-333]);
    expect(doseColumns([], range, '2026-01-15').day).toEqual([]);
  });
});

describe('the headline', () => {
  it('says the dose at both ends, the middle score of both halves, and how many days were answered', () => {
    expect(headlineOf(timeline('2026-01-24'))).toEqual({ ...range, dose: { drug: 'clonazepam', from: 900, to: 800 }, middle: { earlier: 4, now: 5 }, answered: 19, days: 20 });
  });
  it('speaks of no dose that is only planned, and of none that is not shared', () => {
    expect(headlineOf(timeline('2026-01-15')).dose).toEqual({ drug: 'clonazepam', from: 900, to: 850 });
    expect(headlineOf({ ...timeline('2026-01-15'), shared: ['overall'] }).dose).toBeNull();
  });
  it('says nothing where nothing was answered', () => {
    const empty = { ...timeline('2026-01-24'), ...bucketsOf([], range, 'week', '2026-01-24') };
    expect(headlineOf(empty)).toMatchObject({ middle: { earlier: null, now: null }, answered: 0, days: 20 });
  });
});

describe('lanes', () => {
  it('are each shared or withheld by their own kind of data', () => {
    for (const lane of lanes) {
      const { shared, withheld } = lanesFor((category) => category !== categoryOfLane[lane]);
      expect(withheld).toContain(lane);
      expect([...shared, ...withheld].sort()).toEqual([...lanes].sort());
    }
    expect(lanesFor((category) => category === 'taper_plan').shared).toEqual(['dose']);
  });
});

describe('an annotation', () => {
  const today = '2026-03-02';
  const good = { localDate: '2026-03-02', visibility: 'patient-too', text: ' Slept badly after the trip. ' };
  it('is trimmed and kept', () => expect(checkAnnotation(good, today)).toEqual({ ...good, text: 'Slept badly after the trip.' }));
  it.each([
    [{ visibility: 'everybody' }, 'visibility-unknown', 'visibility'], [{ localDate: '2026-02-30' }, 'not-a-date', 'localDate'], [{ localDate: '2026-03-03' }, 'date-ahead', 'localDate'],
    [{ text: ' \n ' }, 'text-empty', 'text'], [{ text: 'x'.repeat(longestAnnotation + 1) }, 'annotation-too-long', 'text'],
  ])('is refused: %j', (wrong, code, field) => expect(checkAnnotation({ ...good, ...wrong }, today)).toMatchObject({ code, field }));

  const author = { isAuthor: true, isPatient: false, reaches: true, seesWords: false };
  const colleague = { isAuthor: false, isPatient: false, reaches: true, seesWords: true };
  const patient = { isAuthor: false, isPatient: true, reaches: true, seesWords: true };
  it.each([
    ['only-me', [true, false, false]], ['patient-too', [true, false, true]], ['whole-team', [true, true, true]],
  ] as const)('%s is read by author, colleague, patient: %j', (visibility, expected) => {
    expect([author, colleague, patient].map((who) => mayReadAnnotation(visibility, who))).toEqual(expected);
    expect([author, colleague, patient].map((who) => mayReadAnnotation(visibility, { ...who, reaches: false }))).toEqual([false, false, false]);
    expect(mayReadAnnotation(visibility, { ...colleague, seesWords: false })).toBe(false);
  });
});
