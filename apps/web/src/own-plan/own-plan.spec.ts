import { describe, expect, it } from '@jest/globals';
import { doseOf, emptySlots, serialisePlan, type Phase, type TaperPlan } from '@evenkeel/taper-rules';
import type { ShownChange } from '../taper/shown-changes.js';
import { calendarOf, changingSteps, nowAndNext, type OwnCalendar } from './own-calendar.js';
import { whatChanged } from './what-changed.js';

const gradual: Phase = { method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 28, waitDays: 14, untilUg: 125, from: 'evenly' };
const plan = (phases: readonly Phase[] = [gradual], startsOn = '2026-03-02'): TaperPlan => ({
  format: 1, startsOn, start: [doseOf('clonazepam', { ...emptySlots, night: 500 })], products: ['clonazepam-tablet-500', 'clonazepam-odt-125'], equivalence: [], phases, changes: [],
});
const read = (each: TaperPlan, changes: readonly ShownChange[] = []): OwnCalendar => {
  const calendar = calendarOf(serialisePlan(each), [], changes);
  if (calendar === null) throw new Error('not read');
  return calendar;
};
const tapped = (kind: 'hold' | 'slow-down', localDate: string, where: ShownChange['where'] = 'phone'): ShownChange => ({ id: 'x', kind, localDate, tappedAt: '', where });

describe('the own plan on the calendar', () => {
  it('says the dose now and the next one', () => {
    const { now, next } = nowAndNext(read(plan()).schedule, '2026-03-20');
    expect([now?.startsOn, now?.dose[0]?.total, next?.startsOn, next?.dose[0]?.total]).toEqual(['2026-03-16', 375, '2026-04-13', 250]);
  });

  it('is nothing for a text that is no plan and for products that nobody knows', () => {
    expect(calendarOf('{}', [])).toBeNull();
    expect(calendarOf(serialisePlan({ ...plan(), products: ['from-the-moon'] }), ['not json', '{"code":"from-the-moon"}'])).toBeNull();
  });

  it('stands still from the day of a tap that only this device knows of, and never catches up', () => {
    const held = read(plan(), [tapped('hold', '2026-03-16')]).schedule;
    expect(changingSteps(held.steps).map(({ startsOn }) => startsOn)).toEqual(['2026-03-02']);
    expect(nowAndNext(held, '2026-03-20').next).toBeNull();
    expect(nowAndNext(read(plan(), [tapped('slow-down', '2026-03-20')]).schedule, '2026-03-20').next?.startsOn).toBe('2026-04-27');
    expect(nowAndNext(read(plan(), [tapped('hold', '2026-03-16', 'refused')]).schedule, '2026-03-20').next?.startsOn).toBe('2026-04-13');
  });

  it('never has a higher dose for a tap of the patient', () => {
    const free = read(plan()).schedule;
    for (const kind of ['hold', 'slow-down'] as const) {
      for (const on of ['2026-03-01', '2026-03-15', '2026-03-16', '2026-04-12']) {
        const total = nowAndNext(read(plan(), [tapped(kind, on)]).schedule, '2026-05-30').now?.dose[0]?.total ?? 0;
        expect(total).toBeGreaterThanOrEqual(nowAndNext(free, '2026-05-30').now?.dose[0]?.total ?? 0);
        expect(total).toBeLessThanOrEqual(500);
      }
    }
  });
});

describe('what changed', () => {
  it('is nothing between the same plan', () => {
    expect(whatChanged(read(plan()), read(plan()), '2026-03-02')).toEqual({ changed: [], more: 0 });
  });

  it('names the days, both doses and the end', () => {
    const slower = read(plan([{ ...gradual, waitDays: 28 }]));
    const { changed } = whatChanged(read(plan()), slower, '2026-03-02');
    expect(changed[0]).toMatchObject({ kind: 'dose', from: '2026-03-16', until: '2026-03-30' });
    expect(changed[0]?.kind === 'dose' ? [changed[0].before?.[0]?.total, changed[0].after?.[0]?.total] : null).toEqual([375, 500]);
  });

  it('counts what it does not list', () => {
    const finer = read({ ...plan([{ ...gradual, cut: { by: 'amount', ug: 20 }, everyDays: 7, untilUg: 100 }]), products: ['clonazepam-liquid-100'] });
    const { changed, more } = whatChanged(read(plan()), finer, '2026-03-02');
    expect(changed.filter(({ kind }) => kind === 'dose')).toHaveLength(5);
    expect(more).toBeGreaterThan(0);
    expect(changed.map(({ kind }) => kind)).toContain('products');
  });
});
