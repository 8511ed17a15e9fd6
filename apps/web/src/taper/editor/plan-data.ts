import type { PatientPlansQuery, PlanVersionFieldsFragment } from '@evenkeel/api-client';
import { isRefusal } from '@evenkeel/kernel';
import { isMedicineCode, products, type MedicineCode } from '@evenkeel/medicines-rules';
import { doseOf, guardRules, inCodeOrder, parsePlan, riskFactors, type DatedDose, type Easing, type Finding, type GuardRule, type TaperPlan, type Verdict } from '@evenkeel/taper-rules';
import { ownProducts } from './own-products.js';
import type { Around } from './picture.js';

export type PlanVersion = PlanVersionFieldsFragment;
export type Taper = NonNullable<NonNullable<PatientPlansQuery['patient']>['taper']>;
export type Surroundings = NonNullable<Taper['surroundings']>;

const verdicts: readonly Verdict[] = ['block', 'warn', 'inform', 'ok'];
const easings: readonly Easing[] = ['override', 'reason', 'second-sign-off', 'specialist-sign-off', 'nothing'];

/** A finding with how it can be answered, and whether it still has to be. */
export interface PanelFinding extends Finding {
  readonly eased: Easing;
  /** `null` while the plan is only looked at and nothing was checked by the server. */
  readonly isOpen: boolean | null;
}

const isRule = (text: string): text is GuardRule => text in guardRules;

/** Findings as the server keeps them. A rule that this version of the page does not know is left out of its words, not of the plan: the server decides. */
export const findingsOf = (told: readonly NonNullable<PlanVersion['findings']>[number][]): readonly PanelFinding[] =>
  told.flatMap((finding): PanelFinding[] => {
    const { rule, version, source, on, inputs, eased, open } = finding;
    if (!isRule(rule)) return [];
    return [{
      rule, version, source, on: on ?? null, isOpen: open,
      verdict: verdicts.find((each) => each === finding.verdict) ?? 'block',
      eased: easings.find((each) => each === eased) ?? 'nothing',
      inputs: Object.fromEntries(inputs.map(({ name, value }) => [name, /^-?\d{1,15}$/.test(value) ? Number(value) : value])),
    }];
  });

/** Findings of a plan that is still typed. */
export const liveFindings = (findings: readonly Finding[]): readonly PanelFinding[] => findings.map((finding) => ({ ...finding, eased: guardRules[finding.rule].eased, isOpen: null }));

/** The plan of a version; `null` for a text that this version of the page cannot read. */
export function planOfVersion(version: Pick<PlanVersion, 'plan'>): TaperPlan | null {
  const plan = parsePlan(version.plan);
  return isRefusal(plan) ? null : plan;
}

export const isRunning = ({ state }: Pick<PlanVersion, 'state'>): boolean => state === 'active' || state === 'held';
export const isDraft = ({ state }: Pick<PlanVersion, 'state'>): boolean => state === 'draft' || state === 'checked';
/** The version that runs, if any. */
export const runningOf = (versions: readonly PlanVersion[]): PlanVersion | null => versions.find(isRunning) ?? null;

/** What the server knows around a plan, in the words of the rules. `based` is the plan that the new one follows. */
export function aroundOf(told: Surroundings, based: TaperPlan | null): Around {
  const own = ownProducts(told.products);
  const { facts } = told;
  return {
    known: [...products, ...own],
    listed: [...products.filter(({ countries }) => countries.some((country) => country === told.country)), ...own],
    prescribed: told.prescribed.map(({ startsOn, dose }): DatedDose => ({
      startsOn,
      dose: inCodeOrder(dose.flatMap((each) => (isMedicineCode(each.medicine)
        ? [doseOf(each.medicine, { morning: each.morningMicrograms, midday: each.middayMicrograms, evening: each.eveningMicrograms, night: each.nightMicrograms })]
        : []))),
    })),
    earlierFactors: based?.equivalence ?? [],
    patient: {
      ageYears: facts.ageYears ?? null, monthsOfUse: facts.monthsOfUse ?? null, daysSinceRiskReview: facts.daysSinceRiskReview ?? null,
      factors: riskFactors.filter((factor) => facts.factors.includes(factor)),
    },
    settings: told.settings,
    today: told.today,
  };
}

/** Medicines that were prescribed before, which a plan has to be compared with. */
export const earlierMedicines = (around: Around): readonly MedicineCode[] => [...new Set(around.prescribed.flatMap(({ dose }) => dose.map(({ medicine }) => medicine)))];
