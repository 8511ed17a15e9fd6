import { describe, expect, it } from '@jest/globals';
import { templateOf, checkAnswers } from '@evenkeel/check-ins-rules';
import { brokenInvariants } from '@evenkeel/escalation-rules';
import { checkPassword } from '@evenkeel/identity-rules';
import { isRefusal } from '@evenkeel/kernel';
import { products } from '@evenkeel/medicines-rules';
import { checkDoseSteps, changesOf, easingOf, layOut, scheduleOf } from '@evenkeel/taper-rules';
import { doseRowsOf } from '@evenkeel/taper-server';
import { dateOn } from './dated-history.js';
import { checksumOf, demoAccounts, demoClinic, demoPlan } from './demo-clinic.js';
import { taperOf } from './taper-plans.js';

const now = Date.parse('2026-03-02T14:00:00Z');

describe('the demo clinic', () => {
  it('is the same everywhere, and changes only when somebody changes it', () => {
    expect(checksumOf(demoPlan())).toBe('f85cc25a8351b42fb93e6afc7c30fa0bc00936e1adfd3c672ca80a4ab6b543a0');
  });

  it('is the same on the calendar for the same moment', () => {
    const dated = (at: number) => checksumOf(demoClinic(at).patients.map(({ id, today, history }) => ({ id, today, history })));
    expect(dated(now)).toBe('298a56673f19dd75dc73da842d194ccc5a26fd4407741f7d07b7c2fbdf8b88a3');
    expect(dated(now + 86_400_000)).not.toBe(dated(now));
  });

  it('tells the same story on any day, also when the clocks have changed in between', () => {
    const story = (at: number) => demoClinic(at).patients.map(({ history, alerts }) => ({
      answers: history.map(({ answers, texts }) => [answers.map(({ question, value }) => [question, value]), texts.length]),
      alerts: alerts.map(({ family, triggers }) => [family, triggers.map(({ tier }) => tier)]),
    }));
    for (const other of ['2026-03-08T04:30:00Z', '2026-07-15T23:59:00Z', '2026-11-01T05:30:00Z', '2027-01-01T00:00:00Z']) {
      expect(story(Date.parse(other))).toEqual(story(now));
    }
  }, 60_000);

  it('has 120 days of each patient, with days that nobody answered and waves after cuts', () => {
    for (const { history, steps } of demoPlan().patients) {
      const daily = history.filter(({ kind }) => kind === 'daily');
      expect(daily).toHaveLength(120);
      const missed = daily.filter(({ openedAfter }) => openedAfter === null).length;
      expect(missed).toBeGreaterThan(2);
      expect(missed).toBeLessThan(25);
      const scores = (from: number, to: number) => daily.filter(({ day }) => day >= from && day < to).flatMap(({ answers }) => answers.filter(({ question }) => question === 'overall').map(({ value }) => value));
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const cut = steps.filter(({ kind, day }) => kind === 'reduce' && day > -113 && day < -30).at(-1);
      if (cut === undefined) throw new Error('no cut');
      expect(mean(scores(cut.day + 3, cut.day + 11))).toBeGreaterThan(mean(scores(cut.day - 8, cut.day)) + 1);
    }
  });

  it('cuts by 5 to 10 %, never more', () => {
    for (const { steps, medicine } of demoPlan().patients) {
      const checked = checkDoseSteps(steps.map(({ day, morning, night }) => ({
        startsOn: new Date(now + day * 86_400_000).toISOString().slice(0, 10), medicine, total: morning + night, slots: { morning, midday: 0, evening: 0, night } })));
      if (isRefusal(checked)) throw new Error(checked.code);
      const cuts = changesOf(checked).flatMap(({ kind, percentOfPrevious }) => (kind === 'reduce' && percentOfPrevious !== null ? [percentOfPrevious] : []));
      expect(cuts.length).toBeGreaterThanOrEqual(4);
      for (const left of cuts) {
        expect(left).toBeGreaterThanOrEqual(9000);
        expect(left).toBeLessThanOrEqual(9500);
      }
    }
  });

  it('has a plan behind the steps of each patient, from which exactly those follow', () => {
    for (const { today, steps, ...patient } of demoClinic(now).patients) {
      const { plan, changes, eased } = taperOf({ ...patient, steps }, today);
      const laid = layOut(plan, new Map(products.map((product) => [product.code, product])));
      if (isRefusal(laid)) throw new Error(laid.code);
      const rows = doseRowsOf(scheduleOf(laid, changes), []).map(({ startsOn, kind, slots }) => [startsOn, kind, slots.morning, slots.night]);
      expect(rows).toEqual(steps.map(({ day, kind, morning, night }) => [dateOn(today, day), kind, morning, night]));
      expect(eased.every(({ rule }) => easingOf(rule) === 'reason' || rule === 'seizure-history')).toBe(true);
    }
  });

  it('has nothing in it that the product itself would refuse', () => {
    for (const { history } of demoPlan().patients) {
      for (const { kind, answers, texts } of history) {
        const template = templateOf(kind, 1);
        if (template === null) throw new Error('no template');
        expect(checkAnswers(template, { answers, texts })).not.toHaveProperty('code');
      }
    }
    expect(checkPassword(demoAccounts.password, ['Harbour Street Clinic', ...demoAccounts.accounts.flatMap(({ name, email }) => [name, email])])).toBeNull();
  });

  it('has resolved alerts of several tiers, each answered and closed, one after a second page', () => {
    const alerts = demoClinic(now).patients.flatMap((patient) => patient.alerts);
    expect(new Set(alerts.map(({ played }) => played.state.tier))).toEqual(new Set(['E1', 'E2']));
    for (const { played: { state, events } } of alerts) {
      expect(state.status).toBe('resolved');
      expect(brokenInvariants(state)).toEqual([]);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
      expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['triggered', 'notified', 'acknowledged', 'engaged', 'resolved']));
    }
    expect(alerts.some(({ played }) => played.events.filter(({ kind }) => kind === 'notified').length > 1)).toBe(true);
  });

  it('names nobody and reaches nobody', () => {
    const everything = JSON.stringify([demoPlan(), demoAccounts]);
    for (const [phone] of everything.matchAll(/\+\d[\d ]{6,}/g)) expect(phone).toMatch(/^\+1 202 555 01\d\d$/);
    for (const [email] of everything.matchAll(/[\w.-]+@[\w.-]+/g)) expect(email).toMatch(/@example\.org$/);
  });
});
