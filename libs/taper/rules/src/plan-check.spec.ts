import { describe, expect, it } from '@jest/globals';
import { around, checked, day, gradual, maintenance, nothing, about, plan } from './fixtures.js';
import { trackOf } from './dose-track.js';
import { daysAt, prepareCheck } from './plan-check.js';

const night = (ug: number) => day({ clonazepam: { night: ug } });
const of = plan({ start: night(1000), phases: [gradual({ untilUg: 875 }), maintenance] });

describe('a plan behind what was prescribed before', () => {
  const prescribed = [{ startsOn: '2026-10-01', dose: night(1250) }, { startsOn: '2026-12-01', dose: night(1125) }];
  it('is one track, on which the plan begins at its place', () => {
    const check = checked(of, { prescribed });
    expect(check.track.map(({ step, weight }) => [step.startsOn, step.reason, step.phase, step.coarserThanAsked, weight])).toEqual([
      ['2026-10-01', 'start', -1, false, 1250], ['2026-12-01', 'start', -1, false, 1125], ['2027-01-04', 'start', -1, false, 1000], ['2027-01-18', 'cut', 0, false, 875],
    ]);
    expect(check.first).toBe(2);
  });

  it('changes are those of the plan, with the method of their phase; what was changed before is none of them', () => {
    expect(checked(of, { prescribed }).changes.map(({ on, place, method, before, after }) => [on, place, method, before.weight, after.weight])).toEqual([
      ['2027-01-04', 2, null, 1125, 1000], ['2027-01-18', 3, 'gradual', 1000, 875],
    ]);
    expect(checked(of).changes.map(({ on }) => on)).toEqual(['2027-01-18']);
  });

  it('a first dose that goes on as before is no change, the same total at another time is one', () => {
    expect(checked(of, { prescribed: [{ startsOn: '2026-12-01', dose: night(1000) }] }).changes.map(({ on }) => on)).toEqual(['2027-01-18']);
    expect(checked(of, { prescribed: [{ startsOn: '2026-12-01', dose: day({ clonazepam: { morning: 1000 } }) }] }).changes.map(({ on }) => on)).toEqual(['2027-01-04', '2027-01-18']);
  });

  it('what an older version would have prescribed from the first day on is not taken any more', () => {
    const old = [{ startsOn: '2026-12-01', dose: night(1000) }, { startsOn: '2027-01-04', dose: night(2000) }, { startsOn: '2027-01-10', dose: night(3000) }];
    expect(checked(of, { prescribed: old }).track.map(({ weight }) => weight)).toEqual([1000, 1000, 875]);
    expect(about(of, 'ceiling', { prescribed: old })).toEqual(nothing);
  });

  it('is refused when it cannot be laid out', () => {
    expect(prepareCheck({ ...of, products: ['clonazepam-gold'] }, around())).toMatchObject({ code: 'unknown-product', field: 'products.0' });
  });
});

describe('days at a dose', () => {
  const track = trackOf([['2026-12-01', 800], ['2027-01-01', 1000], ['2027-01-08', 1000], ['2027-01-15', 1000], ['2027-01-20', 900]].map(([startsOn, ug]) => ({ startsOn: String(startsOn), dose: night(Number(ug)) })), new Map([['clonazepam', 1]] as const));
  it.each([[0, 0], [1, 31], [2, 7], [3, 14], [4, 19], [5, 0]])('before place %i: %i, for as long as the total was the same', (place, days) => { expect(daysAt(track, place)).toBe(days); });
  it('reach back to the very first dose', () => { expect(daysAt(track.slice(1), 3)).toBe(19); });
});
