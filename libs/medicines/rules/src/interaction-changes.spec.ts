import { describe, expect, it } from '@jest/globals';
import { interactionChanges, type OtherMedicine } from './interaction-changes.js';

const others: readonly OtherMedicine[] = [
  { name: 'Omeprazol 20 mg', startedOn: '2026-11-10', stoppedOn: '2026-11-20' },
  { name: 'Tegretol', startedOn: null, stoppedOn: '2026-11-15' },
  { name: 'paracetamol', startedOn: '2026-11-12', stoppedOn: null },
  { name: 'café', startedOn: '2026-11-12', stoppedOn: null },
];
const said = (from: string, to: string, medicine: 'diazepam' | 'lorazepam' = 'diazepam'): readonly string[] =>
  interactionChanges(medicine, others, from, to).map((each) => `${each.on} ${each.with} ${each.change}: ${each.effect}${each.interaction.freezesSteps ? ', freezes' : ''}`);

describe('changes of other medicines', () => {
  it('are the starts and stops that change what the medicine does, in the order of time', () => {
    expect(said('2026-11-01', '2026-11-30')).toEqual([
      '2026-11-10 Omeprazol 20 mg started: more-effect, freezes',
      '2026-11-12 café started: less-effect',
      '2026-11-15 Tegretol stopped: more-effect, freezes',
      '2026-11-20 Omeprazol 20 mg stopped: less-effect, freezes',
    ]);
  });

  it('count on the first and the last day, and not outside', () => {
    expect(said('2026-11-10', '2026-11-10')).toHaveLength(1);
    expect(said('2026-11-11', '2026-11-11')).toEqual([]);
    expect(said('2026-11-16', '2026-11-20')).toHaveLength(1);
    expect(said('2026-11-16', '2026-11-19')).toEqual([]);
  });

  it('differ from medicine to medicine: lorazepam is cleared in another way', () => {
    expect(said('2026-11-01', '2026-11-30', 'lorazepam')).toEqual(['2026-11-12 café started: less-effect']);
  });

  it('leave the list as it was, and keep the order of what happens on one day', () => {
    const sameDay = [others[0], { name: 'fluvoxamine', startedOn: '2026-11-10', stoppedOn: null }].flatMap((each) => (each === undefined ? [] : [each]));
    expect(interactionChanges('diazepam', sameDay, '2026-11-10', '2026-11-10').map((each) => `${each.with} ${each.interaction.class}`)).toEqual([
      'Omeprazol 20 mg cyp2c19-inhibitor', 'fluvoxamine cyp3a4-inhibitor', 'fluvoxamine cyp2c19-inhibitor',
    ]);
    expect(interactionChanges('diazepam', [], '2026-01-01', '2026-12-31')).toEqual([]);
  });
});
