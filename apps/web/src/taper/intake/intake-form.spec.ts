import { describe, expect, it } from '@jest/globals';
import { emptyRow, fieldNamed, formOf, inputOf, type IntakeForm } from './intake-form.js';

const row = { ...emptyRow(0), medicine: 'clonazepam', slots: { morning: '', midday: '', evening: '', night: '1.5' } };
const form: IntakeForm = { taken: [row, { ...row, key: 1, medicine: 'zolpidem', pattern: 'as-needed', daysAMonth: '8' }], indication: 'panic', monthsOfUse: '30', factors: ['copd'], riskReviewOn: '', words: ' ' };

describe('the form of an intake', () => {
  it('sends whole micrograms, days only of what is not taken daily, and nothing for what is empty', () => {
    expect(inputOf(form, '.')).toEqual({
      taken: [
        { medicine: 'clonazepam', pattern: 'daily', morningMicrograms: 0, middayMicrograms: 0, eveningMicrograms: 0, nightMicrograms: 1500, daysAMonth: null },
        { medicine: 'zolpidem', pattern: 'as-needed', morningMicrograms: 0, middayMicrograms: 0, eveningMicrograms: 0, nightMicrograms: 1500, daysAMonth: 8 },
      ],
      indication: 'panic', monthsOfUse: 30, factors: ['copd'], riskReviewOn: null, words: null,
    });
  });

  it('names everything that is missing or cannot be read', () => {
    expect(inputOf({ ...formOf(null, '.'), monthsOfUse: 'two' }, '.')).toEqual([
      { field: 'taken.0.medicine', reason: 'missing' }, { field: 'taken.0.morning', reason: 'missing' }, { field: 'indication', reason: 'missing' }, { field: 'monthsOfUse', reason: 'not-a-number' },
    ]);
    expect(inputOf({ ...form, taken: [{ ...row, pattern: 'irregular', slots: { ...row.slots, evening: '1,000' } }] }, '.')).toEqual([
      { field: 'taken.0.evening', reason: 'two-ways-to-read' }, { field: 'taken.0.daysAMonth', reason: 'missing' },
    ]);
    // What is taken is more than nothing, however it is written.
    expect(inputOf({ ...form, taken: [{ ...row, slots: { ...row.slots, night: '0' } }] }, '.')).toEqual([{ field: 'taken.0.morning', reason: 'missing' }]);
  });

  it('begins with the intake before and gives it back unchanged', () => {
    const found = {
      __typename: 'Intake', id: 'i', recordedOn: '2026-03-02', recordedBy: 'Dr Vega', indication: 'panic', monthsOfUse: 30, factors: ['copd'], riskReviewOn: '2026-02-01', words: 'Slept badly.',
      taken: [{ __typename: 'TakenMedicine', pattern: 'irregular', daysAMonth: 12, dose: { __typename: 'MedicineDose', medicine: 'clonazepam', totalMicrograms: 1625, morningMicrograms: 125, middayMicrograms: 0, eveningMicrograms: 0, nightMicrograms: 1500 } }],
    } as const;
    const begun = formOf({ ...found, taken: [...found.taken], factors: [...found.factors] }, ',');
    expect(begun.taken[0]?.slots).toEqual({ morning: '0,125', midday: '', evening: '', night: '1,5' });
    // Epilepsy goes with the indication that it came with.
    expect(formOf({ ...found, taken: [...found.taken], indication: 'epilepsy', factors: ['copd', 'epilepsy-indication'] }, ',').factors).toEqual(['copd']);
    expect(inputOf(begun, ',')).toMatchObject({ taken: [{ morningMicrograms: 125, nightMicrograms: 1500, daysAMonth: 12 }], riskReviewOn: '2026-02-01', words: 'Slept badly.' });
  });

  it('finds the field that the server named, and none that is not on the screen', () => {
    expect(['taken.1.slots', 'taken.1.medicine', 'taken.2.medicine', 'taken', 'words', 'patientId', null].map((name) => fieldNamed(name, form)))
      .toEqual(['taken.1.morning', 'taken.1.medicine', null, null, 'words', null, null]);
  });
});
