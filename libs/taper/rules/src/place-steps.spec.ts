import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './calendar-days.js';
import { day } from './fixtures.js';
import type { PlanChange } from './plan.js';
import type { PlannedStep } from './planned-step.js';
import { placeSteps } from './place-steps.js';
import type { Schedule } from './schedule.js';

const start = '2027-01-04';
const step = (ug: number, more: Partial<PlannedStep> = {}): PlannedStep =>
  ({ reason: 'cut', phase: 0, afterDays: 14, dose: ug === 0 ? [] : day({ clonazepam: { night: ug } }), coarserThanAsked: false, ...more });
const first = step(1000, { reason: 'start', phase: -1, afterDays: 0 });
const kept = step(750, { reason: 'maintenance', phase: 1, afterDays: 0 });
/** Cuts on 18 January and 1 February. */
const cuts = [first, step(875), step(750)];
const placed = (steps: readonly PlannedStep[], ...changes: readonly PlanChange[]): Schedule => placeSteps(steps, start, changes);
const days = ({ steps }: Schedule): readonly string[] => steps.map(({ startsOn, reason, dose }) => `${startsOn} ${reason} ${dose[0]?.total ?? 0}`);
const hold = (on: string, length: number | null): PlanChange => ({ kind: 'hold', on, days: length });
const restart = (on: string): PlanChange => ({ kind: 'restart', on });
const slower = (on: string): PlanChange => ({ kind: 'slow-down', on });
const back = (on: string, steps: number): PlanChange => ({ kind: 'step-back', on, steps });

describe('where a plan ends', () => {
  it('nowhere, as long as something is taken and nobody calls it maintenance', () => { expect(placed(cuts)).toMatchObject({ endsOn: null, waiting: 0 }); });
  it('where nothing is taken any more', () => { expect(placed([...cuts, step(0, { reason: 'final-stop' })])).toMatchObject({ endsOn: '2027-02-15', waiting: 0 }); });
  it('with the last cut, if maintenance begins at once, and the cut can be seen', () => {
    expect(days(placed([...cuts, kept]))).toEqual(['2027-01-04 start 1000', '2027-01-18 cut 875', '2027-02-01 cut 750']);
    expect(placed([...cuts, kept])).toMatchObject({ endsOn: '2027-02-01', waiting: 0 });
  });
  it('with maintenance on a day of its own, if a hold comes before it', () => {
    expect(days(placed([...cuts, { ...kept, afterDays: 30 }])).at(-1)).toBe('2027-03-03 maintenance 750');
    expect(placed([...cuts, { ...kept, afterDays: 30 }])).toMatchObject({ endsOn: '2027-03-03' });
  });
  it('on the first day, for maintenance alone, although somebody holds that day', () => {
    expect(placed([first, { ...kept, dose: first.dose }], hold(start, null))).toMatchObject({ endsOn: start, waiting: 0, steps: [{ startsOn: start, reason: 'start' }] });
  });
  it('not before maintenance that a hold without an end keeps from coming', () => {
    expect(placed([...cuts, { ...kept, afterDays: 30 }], hold('2027-02-10', null))).toMatchObject({ endsOn: null, waiting: 1 });
  });
  it('not while maintenance waits, although nothing is taken already', () => {
    expect(placed([first, step(0), { ...kept, dose: [], afterDays: 30 }], hold('2027-01-25', null))).toMatchObject({ endsOn: null, waiting: 1 });
  });
});

describe('a step that is coarser than was asked', () => {
  const coarse = [first, step(875, { coarserThanAsked: true }), step(750)];
  it('says so where it is cut, not where somebody goes back to it', () => {
    expect(placed(coarse, back('2027-02-05', 1)).steps.map(({ reason, coarserThanAsked }) => [reason, coarserThanAsked])).toEqual([
      ['start', false], ['cut', true], ['cut', false], ['step-back', false], ['cut', false],
    ]);
  });
});

describe('one dose a day', () => {
  it('a second step back on the same day takes the place of the first', () => {
    expect(days(placed(cuts, back('2027-02-05', 1), back('2027-02-05', 1)))).toEqual([
      '2027-01-04 start 1000', '2027-01-18 cut 875', '2027-02-01 cut 750', '2027-02-05 step-back 1000', '2027-02-19 cut 875', '2027-03-05 cut 750',
    ]);
  });
  it('nobody goes back behind the first step', () => {
    expect(days(placed(cuts, back('2027-01-20', 7)))).toEqual(['2027-01-04 start 1000', '2027-01-18 cut 875', '2027-01-20 step-back 1000', '2027-02-03 cut 875', '2027-02-17 cut 750']);
  });
});

describe('what happened before the plan, on its first day and in another order than it is told', () => {
  it.each<[string, readonly PlanChange[]]>([['a hold', [hold('2027-01-03', 7)]], ['a slow-down', [slower('2027-01-03')]], ['a step back', [back('2027-01-03', 1)]]])('%s before the first day is of another plan', (_, changes) => {
    expect(placed(cuts, ...changes)).toEqual(placed(cuts));
  });
  it('on the first day it counts', () => {
    expect(days(placed(cuts, slower(start)))[1]).toBe('2027-02-01 cut 875');
    expect(placed(cuts, hold(start, 7))).toMatchObject({ holds: [{ from: start, to: '2027-01-11' }], steps: [{}, { startsOn: '2027-01-25' }, {}] });
  });
  it('a step that is due comes before a change that is told first and happens later', () => {
    expect(placed(cuts, back('2027-01-25', 1), slower('2027-01-20'))).toEqual(placed(cuts, slower('2027-01-20'), back('2027-01-25', 1)));
    expect(placed(cuts, slower('2027-01-25'), back('2027-01-20', 1))).toEqual(placed(cuts, back('2027-01-20', 1), slower('2027-01-25')));
    expect(days(placed(cuts, slower('2027-01-25'), back('2027-01-20', 1)))).toEqual(['2027-01-04 start 1000', '2027-01-18 cut 875', '2027-01-20 step-back 1000', '2027-02-17 cut 875', '2027-03-03 cut 750']);
  });
  it('a slow-down within a hold does not bring the step that the hold keeps', () => {
    expect(days(placed(cuts, hold('2027-01-17', 7), slower('2027-01-20')))).toEqual(['2027-01-04 start 1000', '2027-02-08 cut 875', '2027-02-22 cut 750']);
  });
  it('a slow-down on the day of a step back is of the step that follows it', () => {
    expect(days(placed(cuts, slower('2027-01-20'), back('2027-01-20', 1))).at(-2)).toBe('2027-02-17 cut 875');
    expect(days(placed(cuts, back('2027-01-20', 1), slower('2027-01-20'))).at(-2)).toBe('2027-02-17 cut 875');
  });
});

describe('spans of holds', () => {
  const holds = (...changes: readonly PlanChange[]): Schedule['holds'] => placed(cuts, ...changes).holds;
  it('are in the order of dates, whoever told of them first', () => {
    expect(holds(hold('2027-04-01', 2), hold('2027-01-20', 2), hold('2027-03-01', 2), hold('2027-02-10', 2)).map(({ from }) => from)).toEqual(['2027-01-20', '2027-02-10', '2027-03-01', '2027-04-01']);
  });
  it('a hold that begins where another one ends is the same hold', () => { expect(holds(hold('2027-01-20', 7), hold('2027-01-27', 7))).toEqual([{ from: '2027-01-20', to: '2027-02-03' }]); });
  it('a day between two holds parts them', () => { expect(holds(hold('2027-01-20', 7), hold('2027-01-28', 7))).toHaveLength(2); });
  it('a short hold within a long one does not end it', () => { expect(holds(hold('2027-01-20', 30), hold('2027-01-22', 2))).toEqual([{ from: '2027-01-20', to: '2027-02-19' }]); });
  it('a hold of days within one without an end does not end it', () => { expect(holds(hold('2027-01-20', null), hold('2027-01-22', 2))).toEqual([{ from: '2027-01-20', to: null }]); });
  it('a hold without an end within one of days leaves no end', () => { expect(holds(hold('2027-01-20', 7), hold('2027-01-22', null))).toEqual([{ from: '2027-01-20', to: null }]); });
  it('the first restart ends a hold, whichever is told first', () => { expect(holds(hold('2027-01-20', null), restart('2027-02-20'), restart('2027-02-01'))).toEqual([{ from: '2027-01-20', to: '2027-02-01' }]); });
  it('a restart after the last held day changes nothing', () => { expect(holds(hold('2027-01-20', 7), restart('2027-02-20'))).toEqual([{ from: '2027-01-20', to: '2027-01-27' }]); });
  it('a restart of an earlier day that is told later does not end it', () => { expect(holds(hold('2027-01-20', 7), restart('2027-01-10'))).toEqual([{ from: '2027-01-20', to: '2027-01-27' }]); });
  it('an open hold begins and nothing comes after it', () => {
    expect(days(placed(cuts, hold('2027-01-20', null), slower('2027-01-25'), back('2027-01-30', 1)))).toEqual(['2027-01-04 start 1000', '2027-01-18 cut 875', '2027-01-30 step-back 1000']);
  });

  it('move later steps by the days that are held, counted once, however they overlap', () => {
    const some = fc.array(fc.record({ after: fc.nat(20), length: fc.integer({ min: 1, max: 20 }) }), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(some, (spans) => {
      const held = new Set(spans.flatMap(({ after, length }) => Array.from({ length }, (_, n) => addDays(start, after + n))));
      let [open, on] = [14, start];
      while (open > 0 || held.has(on)) {
        if (!held.has(on)) open -= 1;
        on = addDays(on, 1);
      }
      expect(placed([first, step(875)], ...spans.map(({ after, length }) => hold(addDays(start, after), length))).steps[1]?.startsOn).toBe(on);
    }));
  });
});
