import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { cautiousAge, checkIntake, checkOtherMedicine, checkOutsideClinician, dailyDoseOf, type GivenIntake, interactionsWith } from './intake.js';

const today = '2026-03-02';
const night = { morning: 0, midday: 0, evening: 0, night: 1000 };
const given: GivenIntake = {
  taken: [{ medicine: 'clonazepam', slots: night, pattern: 'daily', daysAMonth: 4 }, { medicine: 'zolpidem', slots: { ...night, night: 10_000 }, pattern: 'as-needed', daysAMonth: 8 }],
  indication: 'panic', monthsOfUse: 30, factors: ['copd', 'seizure-history', 'copd'], riskReviewOn: '2026-02-01', words: '  Slept badly. ',
};
const refused = (more: Partial<GivenIntake>) => {
  const checked = checkIntake({ ...given, ...more }, today);
  return isRefusal(checked) ? `${checked.code} ${checked.field}` : 'taken';
};
const one = (more: object) => refused({ taken: [{ medicine: 'clonazepam', slots: night, pattern: 'irregular', daysAMonth: 10, ...more }] });

describe('an intake', () => {
  it('keeps what is really taken, factors once and in their order, and words without their margins', () => {
    expect(checkIntake(given, today)).toEqual({
      taken: [{ medicine: 'clonazepam', slots: night, pattern: 'daily', daysAMonth: null }, { medicine: 'zolpidem', slots: { ...night, night: 10_000 }, pattern: 'as-needed', daysAMonth: 8 }],
      indication: 'panic', monthsOfUse: 30, factors: ['seizure-history', 'copd'], riskReviewOn: '2026-02-01', words: 'Slept badly.',
    });
    expect(checkIntake({ ...given, taken: [], monthsOfUse: null, factors: [], riskReviewOn: null, words: ' ' }, today)).toMatchObject({ taken: [], monthsOfUse: null, factors: [], riskReviewOn: null, words: null });
    expect(checkIntake({ ...given, indication: 'epilepsy', factors: [] }, today)).toMatchObject({ factors: ['epilepsy-indication'] });
  });

  it('may have no words at all', () => { expect(checkIntake({ ...given, words: null }, today)).toMatchObject({ words: null }); });

  it('counts as a dose only what is taken every day', () => {
    const checked = checkIntake(given, today);
    if (isRefusal(checked)) throw new Error(checked.code);
    expect(dailyDoseOf(checked.taken)).toEqual([{ medicine: 'clonazepam', slots: night, total: 1000 }]);
    expect(dailyDoseOf([])).toEqual([]);
  });

  it('refuses by field', () => {
    expect([
      refused({ taken: [{ medicine: 'aspirin', slots: night, pattern: 'daily', daysAMonth: null }] }), one({ pattern: 'often' }), one({ slots: { ...night, night: 0.5 } }), one({ slots: { ...night, morning: -1 } }),
      one({ slots: { ...night, night: 0 } }), one({ slots: { ...night, night: 300_001 } }), one({ daysAMonth: null }), one({ daysAMonth: 0 }), one({ daysAMonth: 32 }), one({ daysAMonth: 1.5 }), one({ daysAMonth: 31 }),
      refused({ taken: [...given.taken, ...given.taken] }), refused({ taken: Array.from({ length: 11 }, () => ({ medicine: 'clonazepam', slots: night, pattern: 'daily', daysAMonth: null })) }),
      refused({ indication: 'sadness' }), refused({ monthsOfUse: 1.5 }), refused({ monthsOfUse: -1 }), refused({ monthsOfUse: 961 }), refused({ monthsOfUse: 0 }), refused({ factors: ['tall'] }),
      refused({ riskReviewOn: '2026-02-30' }), refused({ riskReviewOn: '2026-03-03' }), refused({ riskReviewOn: today }), refused({ words: 'x'.repeat(4001) }),
    ]).toEqual([
      'not-one-of taken.0.medicine', 'not-one-of taken.0.pattern', 'not-whole taken.0.slots', 'not-whole taken.0.slots',
      'too-small taken.0.slots', 'more-than-mg taken.0.slots', 'missing taken.0.daysAMonth', 'too-small taken.0.daysAMonth', 'too-large taken.0.daysAMonth', 'not-whole taken.0.daysAMonth', 'taken',
      'named-twice taken.2.medicine', 'too-large taken',
      'not-one-of indication', 'not-whole monthsOfUse', 'too-small monthsOfUse', 'too-large monthsOfUse', 'taken', 'not-one-of factors',
      'not-a-date riskReviewOn', 'in-the-future riskReviewOn', 'taken', 'text-too-long words',
    ]);
  });
});

describe('an age from a year', () => {
  it('is the one that asks for more care', () => {
    expect([2008, 2026, 1986, 1985, 1961].map((year) => cautiousAge(year, today))).toEqual([17, 0, 39, 41, 65]);
  });
});

describe('another medicine', () => {
  const dates = (startedOn: string | null, stoppedOn: string | null, name = ' Fluconazole 150 mg ') => {
    const checked = checkOtherMedicine({ name, startedOn, stoppedOn }, today);
    return isRefusal(checked) ? `${checked.code} ${checked.field}` : checked;
  };

  it('has a name and dates in their order, planned ones up to a year ahead', () => {
    expect(dates(null, null)).toEqual({ name: 'Fluconazole 150 mg', startedOn: null, stoppedOn: null });
    expect(dates('2026-03-02', '2026-03-02')).toMatchObject({ stoppedOn: '2026-03-02' });
    expect(dates('2027-03-03', null)).toMatchObject({ startedOn: '2027-03-03' });
    expect([dates(null, null, ' '), dates(null, null, 'x'.repeat(121)), dates('today', null), dates(null, '2026-13-01'), dates('2027-03-04', null), dates('2026-03-02', '2026-03-01')]).toEqual([
      'missing name', 'text-too-long name', 'not-a-date startedOn', 'not-a-date stoppedOn', 'too-far-ahead startedOn', 'before-the-start stoppedOn',
    ]);
  });

  it('is held against every medicine of a dose', () => {
    expect(interactionsWith('Fluconazol 150 mg', ['clonazepam', 'lorazepam']).map(({ medicine, interactant, freezesSteps }) => [medicine, interactant, freezesSteps])).toEqual([['clonazepam', 'fluconazole', true]]);
    expect(interactionsWith('Something new', ['clonazepam'])).toEqual([]);
  });
});

describe('somebody outside', () => {
  it('has a role and a name, and a telephone and an address that can be used', () => {
    const contact = { role: 'psychiatrist', name: ' Dr Rowan ', phone: ' +1 (555) 010-1 ', email: ' rowan@example.org ' };
    expect(checkOutsideClinician(contact)).toEqual({ role: 'psychiatrist', name: 'Dr Rowan', phone: '+1 (555) 010-1', email: 'rowan@example.org' });
    expect(checkOutsideClinician({ ...contact, phone: null, email: ' ' })).toMatchObject({ phone: null, email: null });
    const fields = [{ role: 'baker' }, { name: ' ' }, { name: 'x'.repeat(121) }, { phone: 'call me' }, { email: 'nowhere' }, { email: `${'x'.repeat(120)}@a` }]
      .map((more) => checkOutsideClinician({ ...contact, ...more })).map((each) => (isRefusal(each) ? each.field : null));
    expect(fields).toEqual(['role', 'name', 'name', 'phone', 'email', 'email']);
  });
});
