import { isWhole, refuse, type Refusal } from '@evenkeel/kernel';

/** Figures that an organisation may set, in the order in which they are shown. */
export const settingNames = ['longUseMonths', 'longUsePoints', 'slowerFromAge', 'slowerEveryDays', 'sensitivePoints', 'riskReviewDays'] as const;
export type SettingName = (typeof settingNames)[number];
export type SettingUnit = 'months' | 'basis-points' | 'years' | 'days';

/** What a patient asks for in the pace of a plan, as a clinician of the organisation signed it. */
export interface TaperSettings extends Readonly<Record<SettingName, number>> {
  /** Whether the faster British pace is offered to begin a plan with. */
  readonly offersUnitedKingdom: boolean;
  /** Of the signed table; 0 for the defaults, which nobody has signed yet. */
  readonly version: number;
}

export type TaperFigures = Omit<TaperSettings, 'version'>;

interface SettingEntry {
  readonly usual: number;
  /** The usual figure is one of the two: a signed one is as strict, or stricter. */
  readonly atLeast: number;
  readonly atMost: number;
  readonly unit: SettingUnit;
  readonly source: string;
}

const house = 'Product default, to be signed by a clinician of the organisation';
const asam = 'ASAM joint guideline on benzodiazepine tapering 2025, pocket guide';

/**
 * The outer bounds. Each one is the usual figure on its lenient side, so that no signature loosens a rule: 10 % in 28 days
 * stays far within the rolling ceiling of 25 % in 14 days, which no setting touches.
 */
export const settingTable: Readonly<Record<SettingName, SettingEntry>> = {
  longUseMonths: { usual: 12, atLeast: 1, atMost: 12, unit: 'months', source: `${house}: use of over one year` },
  longUsePoints: { usual: 1000, atLeast: 100, atMost: 1000, unit: 'basis-points', source: `${house}: over one year of use at most 10 % in 28 days; ${asam} p. 3 (key takeaway 5): 5-10 % every 2-4 weeks` },
  slowerFromAge: { usual: 65, atLeast: 18, atMost: 65, unit: 'years', source: `${house}: from 65 years on` },
  slowerEveryDays: { usual: 21, atLeast: 21, atMost: 84, unit: 'days', source: `${house}: 21 days between steps at 65 and over, with frailty or a high dose; ${asam} p. 3 (key takeaway 5): every 2-4 weeks` },
  sensitivePoints: { usual: 500, atLeast: 100, atMost: 500, unit: 'basis-points', source: `${house}: daily micro-taper for a patient who is sensitive to small changes; ${asam} p. 3 (key takeaway 5): 5-10 % every 2-4 weeks` },
  riskReviewDays: { usual: 90, atLeast: 14, atMost: 90, unit: 'days', source: `${asam} p. 5 (recommendation 1): at least every 3 months` },
};

/** What counts while nobody has signed anything. */
export const defaultTaperSettings: TaperSettings = {
  version: 0,
  offersUnitedKingdom: true,
  longUseMonths: settingTable.longUseMonths.usual,
  longUsePoints: settingTable.longUsePoints.usual,
  slowerFromAge: settingTable.slowerFromAge.usual,
  slowerEveryDays: settingTable.slowerEveryDays.usual,
  sensitivePoints: settingTable.sensitivePoints.usual,
  riskReviewDays: settingTable.riskReviewDays.usual,
};

/** Figures as somebody enters them, or a refusal that names the first one that is no whole number within its bounds. */
export function checkTaperFigures(given: TaperFigures): TaperFigures | Refusal {
  for (const name of settingNames) {
    const { atLeast, atMost } = settingTable[name];
    if (!isWhole(given[name])) return refuse('not-whole', name);
    if (given[name] < atLeast) return refuse('too-small', name, { atLeast });
    if (given[name] > atMost) return refuse('too-large', name, { atMost });
  }
  const { longUseMonths, longUsePoints, slowerFromAge, slowerEveryDays, sensitivePoints, riskReviewDays, offersUnitedKingdom } = given;
  return { longUseMonths, longUsePoints, slowerFromAge, slowerEveryDays, sensitivePoints, riskReviewDays, offersUnitedKingdom };
}

/** Names the signed table in what a rule looked at; nothing where the defaults count. */
export const stampOf = ({ version }: TaperSettings): Readonly<Record<string, number>> => (version === 0 ? {} : { settingsVersion: version });
