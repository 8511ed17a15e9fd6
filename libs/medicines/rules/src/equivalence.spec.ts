import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '@evenkeel/kernel';
import {
  checkEquivalenceChoice, choicesFor, convert, equivalenceSources, equivalents, isEquivalenceSource, reversed,
  type EquivalenceSource, type Equivalents,
} from './equivalence.js';
import { medicineCodes, type MedicineCode } from './medicine.js';
import { medicinesVersion } from './medicines.js';

const answered = (from: MedicineCode, to: MedicineCode, ug: number): Equivalents => {
  const answer = equivalents(from, to, ug);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer;
};

/** Milligrams that count as 10 mg of diazepam, as micrograms: VA/DoD, Ashton, NHS Scotland (5 mg, doubled), SPS, WHO (doubled), Medscape (5 to 10 mg, end by end), ClinCalc (middle). */
const printed: Readonly<Record<string, Readonly<Partial<Record<EquivalenceSource, readonly [number, number]>>>>> = {
  alprazolam: { 'va-dod-2021': [1000, 1000], 'ashton-2002': [500, 500], sps: [500, 500], 'who-2009': [1000, 1000], medscape: [1000, 1000], clincalc: [750, 750] },
  clonazepam: { 'va-dod-2021': [1000, 1000], 'ashton-2002': [500, 500], 'nhs-scotland': [500, 500], medscape: [500, 500], clincalc: [750, 750] },
  lorazepam: { 'va-dod-2021': [2000, 2000], 'ashton-2002': [1000, 1000], 'nhs-scotland': [1000, 1000], 'who-2009': [1000, 1000], medscape: [2000, 2000], clincalc: [1300, 1300] },
  chlordiazepoxide: { 'va-dod-2021': [25_000, 25_000], 'ashton-2002': [25_000, 25_000], 'nhs-scotland': [25_000, 25_000], medscape: [20_000, 25_000], clincalc: [33_000, 33_000] },
  clorazepate: { 'va-dod-2021': [15_000, 15_000], 'ashton-2002': [15_000, 15_000], medscape: [15_000, 15_000], clincalc: [13_000, 13_000] },
  oxazepam: { 'va-dod-2021': [30_000, 30_000], 'ashton-2002': [20_000, 20_000], 'nhs-scotland': [20_000, 20_000], 'who-2009': [30_000, 30_000], medscape: [30_000, 30_000], clincalc: [20_000, 20_000] },
  temazepam: { 'va-dod-2021': [15_000, 15_000], 'ashton-2002': [20_000, 20_000], 'nhs-scotland': [20_000, 20_000], 'who-2009': [20_000, 20_000], medscape: [20_000, 20_000], clincalc: [20_000, 20_000] },
  triazolam: { 'va-dod-2021': [250, 250], 'ashton-2002': [500, 500], 'who-2009': [500, 500], medscape: [500, 500], clincalc: [250, 250] },
  estazolam: { 'va-dod-2021': [1000, 1000], 'ashton-2002': [1000, 2000] },
  flurazepam: { 'va-dod-2021': [15_000, 15_000], 'ashton-2002': [15_000, 30_000], medscape: [30_000, 30_000], clincalc: [20_000, 20_000] },
  quazepam: { 'va-dod-2021': [10_000, 10_000], 'ashton-2002': [20_000, 20_000], medscape: [20_000, 20_000], clincalc: [27_000, 27_000] },
  clobazam: { 'ashton-2002': [20_000, 20_000], 'nhs-scotland': [20_000, 20_000], 'who-2009': [20_000, 20_000] },
  nitrazepam: { 'ashton-2002': [10_000, 10_000], 'nhs-scotland': [10_000, 10_000], 'who-2009': [10_000, 10_000], medscape: [5000, 10_000] },
  lormetazepam: { 'ashton-2002': [1000, 2000], 'nhs-scotland': [1000, 2000], 'who-2009': [1500, 1500] },
  bromazepam: { 'ashton-2002': [5000, 6000], 'who-2009': [6000, 6000], medscape: [6000, 6000] },
};
const compared = medicineCodes.filter((code) => code in printed);

describe('the printed tables (10 mg of diazepam in each source)', () => {
  it.each(compared)('%s', (code) => {
    const { bySource } = answered('diazepam', code, 10_000);
    expect(Object.fromEntries(bySource.map(({ source, fromUg, toUg }) => [source, [fromUg, toUg]]))).toEqual(printed[code]);
    expect(bySource.map(({ source }) => source)).toEqual(equivalenceSources.filter((source) => source in (printed[code] ?? {})));
  });

  it('shows the wide range of ClinCalc beside its middle, and no part of the answer', () => {
    const clinCalc = answered('diazepam', 'clonazepam', 10_000).bySource.find(({ source }) => source === 'clincalc');
    expect(clinCalc?.spread).toEqual({ fromUg: 500, toUg: 4000 });
    expect(answered('diazepam', 'clonazepam', 10_000).range).toEqual({ fromUg: 500, toUg: 1000 });
    const back = answered('clonazepam', 'diazepam', 1000).bySource.find(({ source }) => source === 'clincalc');
    expect(back?.spread).toEqual({ fromUg: 2500, toUg: 20_000 });
    const crossed = answered('clonazepam', 'lorazepam', 1000).bySource.find(({ source }) => source === 'clincalc');
    expect(crossed).toMatchObject({ fromUg: 1733, toUg: 1733, spread: { fromUg: 250, toUg: 8000 } });
    expect(answered('diazepam', 'clonazepam', 10_000).bySource[0]?.spread).toBeNull();
  });

  it('says how sure each figure is', () => {
    const certainties = (from: MedicineCode, to: MedicineCode, source: EquivalenceSource): readonly string[] =>
      answered(from, to, 1000).bySource.find((each) => each.source === source)?.provenance.map(({ certainty }) => certainty) ?? [];
    expect(certainties('diazepam', 'clonazepam', 'ashton-2002')).toEqual(['read-in-source']);
    expect(certainties('diazepam', 'bromazepam', 'ashton-2002')).toEqual(['to-be-checked']);
    expect(certainties('clonazepam', 'bromazepam', 'ashton-2002')).toEqual(['read-in-source', 'to-be-checked']);
    expect(certainties('clonazepam', 'diazepam', 'clincalc')).toEqual(['secondary-source']);
  });
});

describe('one patient in several tables (clonazepam a day: VA/DoD, Ashton and NHS, ClinCalc)', () => {
  it.each([
    [500, 5000, 10_000, 6667],
    [1000, 10_000, 20_000, 13_333],
    [1500, 15_000, 30_000, 20_000],
    [2000, 20_000, 40_000, 26_667],
    [3000, 30_000, 60_000, 40_000],
  ])('%i micrograms', (ug, vaDod, ashton, clinCalc) => {
    const { range, bySource } = answered('clonazepam', 'diazepam', ug);
    expect(range).toEqual({ fromUg: vaDod, toUg: ashton });
    expect(Object.fromEntries(bySource.map(({ source, fromUg }) => [source, fromUg]))).toMatchObject({ 'va-dod-2021': vaDod, 'ashton-2002': ashton, 'nhs-scotland': ashton, clincalc: clinCalc });
  });

  it('is 20 mg of diazepam for lorazepam 1 mg twice (NHS Scotland, reduction schedules)', () => {
    const choice = choicesFor('lorazepam', 'diazepam').find(({ source }) => source === 'nhs-scotland');
    expect(choice === undefined ? null : convert(choice, 2000)).toBe(20_000);
  });
});

describe('what is not compared', () => {
  it.each<[string, MedicineCode, MedicineCode, number, string]>([
    ['a medicine with itself', 'diazepam', 'diazepam', 1000, 'same-medicine at to'],
    ['a z-drug', 'diazepam', 'zopiclone', 1000, 'no-source-compares at to'],
    ['nothing', 'diazepam', 'clonazepam', 0, 'dose-out-of-range at doseUg'],
    ['half a microgram', 'diazepam', 'clonazepam', 10.5, 'dose-out-of-range at doseUg'],
    ['milligrams typed as grams', 'diazepam', 'clonazepam', 300_001, 'dose-out-of-range at doseUg'],
  ])('%s', (_, from, to, ug, expected) => {
    const answer = equivalents(from, to, ug);
    expect(isRefusal(answer) ? `${answer.code} at ${answer.field ?? ''}` : 'answered').toBe(expected);
  });

  it('is nothing else: 1 microgram and 300 mg are', () => {
    expect(isRefusal(equivalents('clonazepam', 'diazepam', 1))).toBe(false);
    expect(isRefusal(equivalents('clonazepam', 'diazepam', 300_000))).toBe(false);
  });

  it('never mixes two columns: SPS knows alprazolam only', () => {
    expect(answered('alprazolam', 'lorazepam', 1000).bySource.map(({ source }) => source)).toEqual(['va-dod-2021', 'ashton-2002', 'who-2009', 'medscape', 'clincalc']);
    expect(choicesFor('alprazolam', 'lorazepam').some(({ source }) => source === 'sps')).toBe(false);
  });
});

const pairs = [...compared, 'diazepam' as const].flatMap((from) => [...compared, 'diazepam' as const].map((to) => [from, to] as const)).filter(([from, to]) => !isRefusal(equivalents(from, to, 1000)));
const pair = fc.constantFrom(...pairs);
const dose = fc.integer({ min: 1, max: 300_000 });

describe('equivalents of any two medicines', () => {
  it('are whole, in order, and within the range', () => {
    fc.assert(
      fc.property(pair, dose, ([from, to], ug) => {
        const { range, bySource } = answered(from, to, ug);
        return (
          bySource.every(({ fromUg, toUg }) => Number.isSafeInteger(fromUg) && Number.isSafeInteger(toUg) && range.fromUg <= fromUg && fromUg <= toUg && toUg <= range.toUg) &&
          bySource.some(({ fromUg }) => fromUg === range.fromUg) &&
          bySource.some(({ toUg }) => toUg === range.toUg)
        );
      }),
      { numRuns: 10_000 },
    );
  });

  it('never fall when the dose rises', () => {
    fc.assert(
      fc.property(pair, dose, dose, ([from, to], one, other) => {
        const [less, more] = [answered(from, to, Math.min(one, other)), answered(from, to, Math.max(one, other))];
        return less.bySource.every((each, place) => each.fromUg <= (more.bySource[place]?.fromUg ?? 0) && each.toUg <= (more.bySource[place]?.toUg ?? 0));
      }),
      { numRuns: 10_000 },
    );
  });

  it('lead back: there and back, each choice loses at most what rounding loses', () => {
    fc.assert(
      fc.property(pair, dose, ([from, to], ug) =>
        choicesFor(from, to).every((choice) => {
          const back = convert(reversed(choice), convert(choice, ug));
          // Half a microgram of the other medicine, in micrograms of this one, and half a microgram more.
          return 2 * Math.abs(back - ug) * choice.toUg <= choice.fromUg + choice.toUg;
        }),
      ),
      { numRuns: 10_000 },
    );
  });

  it('are what the choices give: each choice lies at an end of its source', () => {
    fc.assert(
      fc.property(pair, dose, ([from, to], ug) => {
        const offered = choicesFor(from, to);
        return answered(from, to, ug).bySource.every(({ source, fromUg, toUg }) => {
          const own = offered.filter((choice) => choice.source === source).map((choice) => convert(choice, ug));
          return own.length >= 1 && own.length <= 2 && own[0] === fromUg && own.at(-1) === toUg;
        });
      }),
      { numRuns: 10_000 },
    );
  });

  it('can be signed, stored and read again unchanged, in both directions', () => {
    for (const from of compared) {
      for (const choice of choicesFor(from, 'diazepam').concat(choicesFor('diazepam', from), choicesFor(from, 'lorazepam'))) {
        expect(checkEquivalenceChoice(JSON.parse(JSON.stringify(choice)) as typeof choice)).toEqual(choice);
        expect(isRefusal(checkEquivalenceChoice(reversed(choice)))).toBe(false);
        expect(reversed(reversed(choice))).toEqual(choice);
      }
    }
  });

  it('are offered by the sources that answer, and by no other', () => {
    for (const from of compared) expect([...new Set(choicesFor(from, 'diazepam').map(({ source }) => source))]).toEqual(answered(from, 'diazepam', 1000).bySource.map(({ source }) => source));
  });
});

describe('a choice that is about to be signed', () => {
  const choice = { source: 'ashton-2002', from: 'estazolam', to: 'diazepam', fromUg: 1500, toUg: 10_000, version: medicinesVersion };

  it.each<[string, object, string]>([
    ['between the ends of its source', {}, 'accepted'],
    ['at the low end', { fromUg: 2000 }, 'accepted'],
    ['at the high end', { fromUg: 1000 }, 'accepted'],
    ['below the low end', { fromUg: 2001 }, 'outside-the-source at toUg'],
    ['above the high end', { fromUg: 999 }, 'outside-the-source at toUg'],
    ['of a source that prints one figure, exactly', { source: 'va-dod-2021', fromUg: 1000 }, 'accepted'],
    ['of a source that prints one figure, nearly', { source: 'va-dod-2021', fromUg: 1001 }, 'outside-the-source at toUg'],
    ['of a source that does not compare the two', { source: 'sps' }, 'source-does-not-compare at source'],
    ['of a source that nobody knows', { source: 'docscrib' }, 'unknown-source at source'],
    ['from a medicine that nobody knows', { from: 'gabapentin' }, 'unknown-medicine at from'],
    ['to a medicine that nobody knows', { to: 'gabapentin' }, 'unknown-medicine at to'],
    ['to the same medicine', { to: 'estazolam' }, 'same-medicine at to'],
    ['of nothing', { fromUg: 0 }, 'dose-out-of-range at fromUg'],
    ['to nothing', { toUg: 0 }, 'dose-out-of-range at toUg'],
    ['to more than 300 mg', { toUg: 300_001 }, 'dose-out-of-range at toUg'],
    ['to a fraction', { toUg: 10_000.5 }, 'dose-out-of-range at toUg'],
    ['from tables that have changed', { version: medicinesVersion - 1 }, 'tables-have-changed at version'],
  ])('%s', (_, more, expected) => {
    const checked = checkEquivalenceChoice({ ...choice, ...more });
    expect(isRefusal(checked) ? `${checked.code} at ${checked.field ?? ''}` : 'accepted').toBe(expected);
    if (!isRefusal(checked)) expect(checked).toEqual({ ...choice, ...more });
  });

  it('is told what its source would allow', () => {
    expect(checkEquivalenceChoice({ ...choice, fromUg: 3000 })).toMatchObject({ facts: { atLeast: 15_000, atMost: 30_000 } });
    expect(checkEquivalenceChoice({ ...choice, version: 0 })).toMatchObject({ facts: { version: medicinesVersion } });
    expect(checkEquivalenceChoice({ ...choice, toUg: 0 })).toMatchObject({ facts: { atLeast: 1, atMost: 300_000 } });
    expect(checkEquivalenceChoice({ ...choice, fromUg: 0 })).toMatchObject({ facts: { atLeast: 1, atMost: 300_000 } });
    expect(equivalents('diazepam', 'clonazepam', 0)).toMatchObject({ facts: { atLeast: 1, atMost: 300_000 } });
  });

  it('is offered for two different medicines only', () => {
    expect(choicesFor('diazepam', 'diazepam')).toEqual([]);
    expect(choicesFor('diazepam', 'zolpidem')).toEqual([]);
    expect(choicesFor('estazolam', 'diazepam')).toEqual([
      { source: 'va-dod-2021', from: 'estazolam', to: 'diazepam', fromUg: 1000, toUg: 10_000, version: medicinesVersion },
      { source: 'ashton-2002', from: 'estazolam', to: 'diazepam', fromUg: 2000, toUg: 10_000, version: medicinesVersion },
      { source: 'ashton-2002', from: 'estazolam', to: 'diazepam', fromUg: 1000, toUg: 10_000, version: medicinesVersion },
    ]);
    expect(isEquivalenceSource('toString')).toBe(false);
  });
});
