import { describe, expect, it } from '@jest/globals';
import type { ShownRecord } from './dose-records.js';
import type { ShownChange } from './shown-changes.js';
import { doseView, lowerNotStarted, type ToldDay } from './dose-view.js';

const dose = (slot: string, micrograms = 250) => ({ slot, medicine: 'clonazepam', micrograms, amounts: [] });
const day: ToldDay = { hasPlan: true, today: '2026-03-04', doses: [dose('night'), dose('morning'), dose('midday', 0)], showsNoDose: false, isConcentrationOpen: false };
const record = (kind: string, localDate: string, slot = 'morning'): ShownRecord => ({ id: `${kind}${localDate}`, kind, localDate, slot, tappedAt: `${localDate}T08:00:00Z`, withdrawn: false, where: 'team' });
const hold: ShownChange = { id: 'h', kind: 'hold', localDate: '2026-03-04', tappedAt: '', where: 'phone' };
const steps = ['2026-02-20', '2026-03-04', '2026-03-10'];

describe('what Today shows of the dose', () => {
  it('is each slot that has a dose, in the order of the day, with what was said about it', () => {
    const view = doseView(day, steps, [record('taken', '2026-03-04'), record('taken', '2026-03-03')], [], '2026-03-04');
    expect(view.kind === 'slots' ? view.slots.map(({ slot, records }) => [slot, records.length]) : view).toEqual([['morning', 1], ['night', 0]]);
  });

  it('is nothing without a plan', () => {
    expect(doseView({ ...day, hasPlan: false }, steps, [], [], '2026-03-04')).toEqual({ kind: 'none' });
  });

  it('is no dose after three days that were reported as missed, also when only this device knows of them', () => {
    const three = ['2026-03-02', '2026-03-03', '2026-03-04'].flatMap((on) => ['morning', 'night'].map((slot) => ({ ...record('missed', on, slot), where: 'phone' as const })));
    expect(doseView(day, steps, three, [], '2026-03-04')).toEqual({ kind: 'call-first', because: 'missed' });
    expect(doseView({ ...day, showsNoDose: true }, steps, [], [], '2026-03-04')).toEqual({ kind: 'call-first', because: 'told' });
  });

  it('is no dose while a new concentration is not confirmed', () => {
    expect(doseView({ ...day, showsNoDose: true, isConcentrationOpen: true }, steps, [], [], '2026-03-04')).toEqual({ kind: 'call-first', because: 'concentration' });
  });

  it('goes on showing the dose of an older copy until a step was planned', () => {
    expect(doseView(day, steps, [], [], '2026-03-09').kind).toBe('slots');
    expect(doseView(day, steps, [], [], '2026-03-10')).toEqual({ kind: 'outdated', changeOn: '2026-03-10' });
  });

  it('does not choose between two doses when somebody pauses on the day of a step without a line', () => {
    expect(doseView(day, steps, [], [hold], '2026-03-04')).toEqual({ kind: 'unsettled' });
    expect(doseView(day, steps, [], [{ ...hold, where: 'team' }], '2026-03-04').kind).toBe('slots');
    expect(doseView(day, ['2026-02-20'], [], [hold], '2026-03-04').kind).toBe('slots');
  });
});

describe('a lower dose that has not started', () => {
  const step = (startsOn: string, morningMicrograms: number, nightMicrograms: number) =>
    ({ startsOn, drug: 'clonazepam', morningMicrograms, middayMicrograms: 0, eveningMicrograms: 0, nightMicrograms, totalMicrograms: morningMicrograms + nightMicrograms });
  const plan = [step('2026-02-20', 500, 0), step('2026-03-03', 450, 0), step('2026-03-20', 400, 0)];
  it('began in the last three days and was not confirmed', () => {
    expect(lowerNotStarted(plan, [], '2026-03-04', 'morning')).toBe('2026-03-03');
    expect(lowerNotStarted(plan, [record('taken', '2026-03-02')], '2026-03-04', 'morning')).toBe('2026-03-03');
    expect(lowerNotStarted(plan, [record('taken', '2026-03-03')], '2026-03-04', 'morning')).toBeNull();
    expect(lowerNotStarted(plan, [], '2026-03-07', 'morning')).toBeNull();
    expect(lowerNotStarted(plan, [], '2026-02-21', 'morning')).toBeNull();
  });

  it('is one of the time of the day that was lowered: the other one begins nothing and is not asked about', () => {
    const night = [step('2026-02-20', 250, 250), step('2026-03-03', 250, 200)];
    expect(lowerNotStarted(night, [record('taken', '2026-03-03', 'morning')], '2026-03-04', 'night')).toBe('2026-03-03');
    expect(lowerNotStarted(night, [record('taken', '2026-03-03', 'night')], '2026-03-04', 'night')).toBeNull();
    expect(lowerNotStarted(night, [], '2026-03-04', 'morning')).toBeNull();
  });

  it('is any of the day where the lowered one is empty now', () => {
    const gone = [step('2026-02-20', 250, 100), step('2026-03-03', 250, 0)];
    expect(lowerNotStarted(gone, [], '2026-03-04', 'morning')).toBe('2026-03-03');
    expect(lowerNotStarted(gone, [record('taken', '2026-03-03', 'morning')], '2026-03-04', 'morning')).toBeNull();
  });

  it('is not one that stays or rises', () => {
    expect(lowerNotStarted([step('2026-02-20', 450, 0), step('2026-03-03', 500, 0)], [], '2026-03-04', 'morning')).toBeNull();
  });
});
