import { describe, expect, it } from '@jest/globals';
import { interactantOf, interactants, interactantsIn, interactionClasses } from './interactants.js';
import { interactionsBetween, interactionsOf, type Interaction } from './interactions.js';
import { medicineCodes, type MedicineCode } from './medicine.js';

const between = (medicine: MedicineCode, code: string): readonly Interaction[] => {
  const other = interactantOf(code);
  if (other === null) throw new Error(`no ${code}`);
  return interactionsBetween(medicine, other);
};
const said = (medicine: MedicineCode, code: string): string =>
  between(medicine, code).map((each) => `${each.class}: ${each.whenStarted}, ${each.whenStopped}, ${each.severity}, ${each.freezesSteps ? 'freezes' : 'tells'}`).join('; ');

const raises3a4 = 'cyp3a4-inhibitor: more-effect, less-effect, caution, freezes';
const strong3a4 = 'cyp3a4-strong-inhibitor: more-effect, less-effect, caution, freezes';
const lowers3a4 = 'cyp3a4-inducer: less-effect, more-effect, caution, freezes';
const raises2c19 = 'cyp2c19-inhibitor: more-effect, less-effect, caution, freezes';
const raisesConjugated = 'glucuronidation-inhibitor: more-effect, less-effect, caution, freezes';

/** ASAM pocket guide p. 19 and the reviewed interaction table, pair by pair. */
const pairs: readonly (readonly [MedicineCode, string, string])[] = [
  ['clonazepam', 'ketoconazole', strong3a4], ['clonazepam', 'grapefruit', raises3a4], ['clonazepam', 'carbamazepine', lowers3a4],
  ['clonazepam', 'phenytoin', lowers3a4], ['clonazepam', 'rifampin', lowers3a4], ['clonazepam', 'omeprazole', ''],
  ['diazepam', 'fluvoxamine', `${raises3a4}; ${raises2c19}`], ['diazepam', 'omeprazole', raises2c19], ['diazepam', 'cimetidine', `${raises3a4}; ${raises2c19}`],
  ['diazepam', 'itraconazole', strong3a4], ['diazepam', 'rifampin', lowers3a4], ['diazepam', 'valproate', ''],
  ['lorazepam', 'valproate', raisesConjugated], ['lorazepam', 'probenecid', raisesConjugated], ['lorazepam', 'ketoconazole', ''], ['lorazepam', 'rifampin', ''],
  ['oxazepam', 'fluvoxamine', ''], ['temazepam', 'clarithromycin', ''],
  ['alprazolam', 'nefazodone', 'cyp3a4-strong-inhibitor: more-effect, less-effect, avoid, freezes'], ['alprazolam', 'ketoconazole', strong3a4],
  ['alprazolam', 'fluvoxamine', raises3a4], ['alprazolam', 'carbamazepine', lowers3a4],
  ['triazolam', 'ketoconazole', 'cyp3a4-strong-inhibitor: more-effect, less-effect, contraindicated, freezes'], ['triazolam', 'erythromycin', raises3a4],
  ['clorazepate', 'antacid', 'antacid: less-effect, more-effect, caution, freezes'], ['diazepam', 'antacid', ''],
  ['clobazam', 'omeprazole', raises2c19], ['chlordiazepoxide', 'omeprazole', raises2c19], ['chlordiazepoxide', 'ketoconazole', strong3a4],
  ['lorazepam', 'opioid', 'opioid: more-sedation, less-sedation, avoid, freezes'], ['lorazepam', 'alcohol', 'alcohol: more-sedation, less-sedation, avoid, freezes'],
  ['zolpidem', 'pregabalin', 'gabapentinoid: more-sedation, less-sedation, caution, freezes'], ['clonazepam', 'sedative', 'sedative: more-sedation, less-sedation, caution, freezes'],
  ['clonazepam', 'ciprofloxacin', 'fluoroquinolone: less-effect, more-effect, caution, freezes'],
  ['clonazepam', 'caffeine', 'caffeine: less-effect, more-effect, minor, tells'], ['clonazepam', 'smoking', 'smoking: less-effect, more-effect, minor, tells'],
  ['bromazepam', 'ketoconazole', 'cyp3a4-strong-inhibitor: not-known, not-known, caution, freezes'], ['bromazepam', 'morphine', 'opioid: more-sedation, less-sedation, avoid, freezes'],
];

describe('two things at once (ASAM pocket guide p. 19, FDA 2020)', () => {
  it.each(pairs)('%s and %s: %s', (medicine, other, expected) => {
    expect(said(medicine, other)).toBe(expected);
  });

  it('start and stop in opposite directions', () => {
    const opposite: Readonly<Record<string, string>> = { 'more-effect': 'less-effect', 'less-effect': 'more-effect', 'more-sedation': 'less-sedation', 'not-known': 'not-known' };
    for (const each of medicineCodes.flatMap(interactionsOf)) expect([each, opposite[each.whenStarted]]).toEqual([each, each.whenStopped]);
  });

  it('freeze the next step whenever a level changes; coffee and tobacco are only told', () => {
    const told = new Set(medicineCodes.flatMap(interactionsOf).filter(({ freezesSteps }) => !freezesSteps).map((each) => each.class));
    expect([...told]).toEqual(['caffeine', 'smoking']);
  });

  it('name both, and say how sure they are', () => {
    expect(between('diazepam', 'fluvoxamine')[1]).toMatchObject({ medicine: 'diazepam', interactant: 'fluvoxamine', class: 'cyp2c19-inhibitor' });
    expect(between('clonazepam', 'ketoconazole')[0]?.provenance.certainty).toBe('read-in-source');
    expect(between('clonazepam', 'clarithromycin')[0]?.provenance.certainty).toBe('to-be-checked');
    expect(between('clonazepam', 'opioid')[0]?.provenance.source).toContain('FDA');
    expect(between('clonazepam', 'ciprofloxacin')[0]?.provenance.certainty).toBe('to-be-checked');
  });

  it('are known for every medicine: opioids and alcohol at the least', () => {
    for (const medicine of medicineCodes) {
      const all = interactionsOf(medicine);
      expect(all.some((each) => each.class === 'opioid') && all.some((each) => each.class === 'alcohol')).toBe(true);
      expect(all.every((each) => each.medicine === medicine && each.provenance.source.length > 10)).toBe(true);
    }
  });
});

describe('interactants', () => {
  it('have one code each, names in both languages, and classes', () => {
    expect(new Set(interactants.map(({ code }) => code)).size).toBe(interactants.length);
    for (const { code, name, classes, provenance } of interactants) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect([name.en, name.es].every((each) => /^[\p{Ll}' ]+$/u.test(each))).toBe(true);
      expect(classes.length).toBeGreaterThan(0);
      expect(provenance.source.length).toBeGreaterThan(10);
      expect(interactantOf(code)?.code).toBe(code);
    }
    expect(interactantOf('water')).toBeNull();
  });

  it('cover every class', () => {
    expect(interactionClasses.filter((by) => !interactants.some(({ classes }) => classes.includes(by)))).toEqual([]);
  });

  it('are all found by each of their own names, in either language, whatever the case and the accents', () => {
    for (const each of interactants) {
      for (const name of [each.name.en, each.name.es, ...each.also]) {
        for (const text of [name, name.toUpperCase(), name.normalize('NFD').replace(/\p{M}/gu, ''), `${name}, 20 mg`, `(${name})`]) {
          expect([text, interactantsIn(text).map(({ code }) => code)]).toEqual([text, expect.arrayContaining([each.code])]);
        }
      }
    }
  });

  it.each([
    ['Fluconazol 150 mg, una cápsula', ['fluconazole']],
    ['FENITOINA', ['phenytoin']],
    ['St. John\'s Wort tea', ['st-johns-wort']],
    ['St John’s wort', ['st-johns-wort']],
    ['hierba de San Juan y café', ['caffeine', 'st-johns-wort']],
    ['paracetamol', []],
    ['cipro', ['ciprofloxacin']],
    ['ciprofibrate', []],
    ['', []],
  ])('%j names %j', (text, codes) => {
    expect(interactantsIn(text).map(({ code }) => code)).toEqual(codes);
  });
});
