import { isRefusal, multiply } from '@evenkeel/kernel';
import { equivalents } from '@evenkeel/medicines-rules';
import { sharedSlots, slotsOf, totalOfMedicine } from './day-dose.js';
import { doseSlots, type DoseSlot } from './dose-step.js';
import { factorBetween } from './equivalent.js';
import { find, type Finding, orFine } from './finding.js';
import { switchTolerance } from './lay-substitution.js';
import type { PlanCheck, StepChange } from './plan-check.js';
import { nightFirst, type SubstitutionPhase } from './plan.js';
import { hasAny } from './risk-factors.js';

/** Slots in which a medicine loses and another one gains: a switch, whoever planned it and in whichever version. */
const switchedSlots = ({ before, after }: StepChange): readonly DoseSlot[] =>
  doseSlots.filter((slot) => {
    const gains = after.step.dose.some(({ medicine, slots }) => slots[slot] > slotsOf(before.step.dose, medicine)[slot]);
    return gains && before.step.dose.some(({ medicine, slots }) => slots[slot] > slotsOf(after.step.dose, medicine)[slot]);
  });

/** A switch changes one slot and nothing else: no cut with it, no second slot. */
export function checkSwitches({ changes }: PlanCheck): readonly Finding[] {
  const switches = changes.map((change) => ({ change, slots: switchedSlots(change) })).filter(({ slots }) => slots.length > 0);
  const uneven = switches.flatMap(({ change: { on, before, after } }) => {
    const off = Math.abs(after.weight - before.weight);
    if (off === 0) return [];
    const isSmall = multiply(off, 10_000) <= multiply(before.weight, switchTolerance);
    return [find(isSmall ? 'inform' : 'block', 'equivalent-constant', on, { before: before.weight, after: after.weight, tolerancePoints: switchTolerance })];
  });
  const many = switches.flatMap(({ change, slots }) => (slots.length > 1 ? [find('block', 'one-slot-at-a-time', change.on, { slots: slots.join(' ') })] : []));
  const hasty = switches.flatMap(({ change }, index) => {
    const earlier = switches[index - 1]?.change;
    const days = earlier === undefined ? 7 : change.after.day - earlier.after.day;
    return days < 7 ? [find('warn', 'switch-held-a-week', change.on, { days, atLeastDays: 7 })] : [];
  });
  const soon = switches.slice(-1).flatMap(({ change: { after: last } }) => {
    const cut = changes.find(({ after, before }) => after.day > last.day && after.weight < before.weight);
    if (cut === undefined || cut.after.day - last.day >= 14) return [];
    return [find('warn', 'cut-after-switch', cut.on, { days: cut.after.day - last.day, atLeastDays: 14 })];
  });
  return [
    ...orFine('equivalent-constant', uneven),
    ...orFine('one-slot-at-a-time', many),
    ...orFine('switch-held-a-week', hasty),
    ...orFine('cut-after-switch', soon),
  ];
}

/** Two medicines in one slot only while one is being replaced by the other. */
export function checkSharedSlots({ laid, schedule }: PlanCheck): readonly Finding[] {
  return orFine('two-medicines-in-one-slot', schedule.steps.flatMap(({ startsOn, phase, dose }) => {
    const [slot] = sharedSlots(dose);
    return slot === undefined || laid.plan.phases[phase]?.method === 'substitution' ? [] : [find('block', 'two-medicines-in-one-slot', startsOn, { slot })];
  }));
}

const substitutionsOf = ({ laid }: PlanCheck): readonly { readonly phase: SubstitutionPhase; readonly place: number }[] =>
  laid.plan.phases.flatMap((phase, place) => (phase.method === 'substitution' ? [{ phase, place }] : []));

/** The last dose of the day goes first, so that the new medicine begins while the patient sleeps. */
export function checkNightFirst(check: PlanCheck): readonly Finding[] {
  return orFine('night-first', substitutionsOf(check).flatMap(({ phase, place }) => {
    const first = check.changes.find(({ after }) => after.step.phase === place);
    if (first === undefined) return [];
    const latest = nightFirst.find((slot) => slotsOf(first.before.step.dose, phase.from)[slot] > 0);
    const [slot] = switchedSlots(first);
    return slot === undefined || slot === latest ? [] : [find('warn', 'night-first', first.on, { slot, latest: latest ?? slot })];
  }));
}

/** What the other sources would have said: too little is uncomfortable, too much sedates. */
export function checkFactors(check: PlanCheck): readonly Finding[] {
  const { patient, laid, earlierFactors } = check;
  const isFragile = hasAny(patient, 'opioids', 'sleep-apnoea', 'copd', 'liver-disease') || (patient.ageYears ?? 0) >= 65;
  const low: Finding[] = [];
  const high: Finding[] = [];
  const liver: Finding[] = [];
  for (const { phase, place } of substitutionsOf(check)) {
    const first = check.changes.find(({ after }) => after.step.phase === place);
    const factor = factorBetween(phase.from, phase.to, laid.plan.equivalence);
    if (first === undefined || factor === null) continue;
    const doseUg = totalOfMedicine(first.before.step.dose, phase.from);
    const others = equivalents(phase.from, phase.to, doseUg);
    if (isRefusal(others)) continue;
    // Cross-multiplied, so that the signed factor is compared without rounding it first.
    const signed = multiply(doseUg, factor.toUg);
    const inputs = { from: phase.from, to: phase.to, doseUg, signedFromUg: factor.fromUg, signedToUg: factor.toUg, lowestUg: others.range.fromUg, highestUg: others.range.toUg };
    if (signed < multiply(others.range.toUg, factor.fromUg)) low.push(find('warn', 'factor-range-low', first.on, inputs));
    if (signed > multiply(others.range.fromUg, factor.fromUg)) high.push(find(isFragile ? 'block' : 'inform', 'factor-range-high', first.on, inputs));
    if (phase.to === 'diazepam' && hasAny(patient, 'liver-disease')) liver.push(find('block', 'switch-with-liver-disease', first.on, { to: phase.to }));
  }
  const changed = laid.plan.equivalence.flatMap((choice) => {
    const before = factorBetween(choice.from, choice.to, earlierFactors);
    if (before === null || multiply(before.toUg, choice.fromUg) === multiply(choice.toUg, before.fromUg)) return [];
    return [find('block', 'factor-changed', null, { from: choice.from, to: choice.to, beforeFromUg: before.fromUg, beforeToUg: before.toUg, fromUg: choice.fromUg, toUg: choice.toUg })];
  });
  return [
    ...orFine('factor-range-low', low), ...orFine('factor-range-high', high),
    ...orFine('switch-with-liver-disease', liver), ...orFine('factor-changed', changed),
  ];
}
