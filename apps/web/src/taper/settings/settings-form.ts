import { isRefusal } from '@evenkeel/kernel';
import { checkTaperFigures, settingNames, settingTable, type SettingName, type TaperFigures } from '@evenkeel/taper-rules';
import { type DecimalRefusal, type DecimalSign, parseDecimal, writeDecimal } from '../editor/decimal.js';

/** The table as it stands in the form: figures as they were typed. */
export interface SettingsForm extends Readonly<Record<SettingName, string>> {
  readonly offersUnitedKingdom: boolean;
}

export type SettingField = keyof SettingsForm;
export const settingFields: readonly SettingField[] = [...settingNames, 'offersUnitedKingdom'];

export interface SettingFault {
  readonly field: SettingField;
  readonly reason: DecimalRefusal | 'not-whole' | 'too-small';
}

/** Digits behind the decimal sign: a share is typed as percent, everything else as a whole number. */
export const placesOf = (name: SettingName): 0 | 2 => (settingTable[name].unit === 'basis-points' ? 2 : 0);

const written = (units: number, name: SettingName, sign: DecimalSign): string => (placesOf(name) === 0 ? String(units) : writeDecimal(units, 2, sign));

/** A table as it is typed; reading it gives the same figures back. */
export function formOf(figures: TaperFigures, sign: DecimalSign): SettingsForm {
  const { longUseMonths, longUsePoints, slowerFromAge, slowerEveryDays, sensitivePoints, riskReviewDays, offersUnitedKingdom } = figures;
  return {
    longUseMonths: written(longUseMonths, 'longUseMonths', sign), longUsePoints: written(longUsePoints, 'longUsePoints', sign),
    slowerFromAge: written(slowerFromAge, 'slowerFromAge', sign), slowerEveryDays: written(slowerEveryDays, 'slowerEveryDays', sign),
    sensitivePoints: written(sensitivePoints, 'sensitivePoints', sign), riskReviewDays: written(riskReviewDays, 'riskReviewDays', sign), offersUnitedKingdom,
  };
}

/** The figures that were typed, or every field that is none or lies beyond its bounds, in the order of the form. */
export function figuresOf(form: SettingsForm, sign: DecimalSign): TaperFigures | readonly SettingFault[] {
  const faults: SettingFault[] = [];
  const read = (name: SettingName): number => {
    const figure = parseDecimal(form[name], placesOf(name), sign);
    if (isRefusal(figure)) faults.push({ field: name, reason: figure.code === 'too-many-places' && placesOf(name) === 0 ? 'not-whole' : figure.code });
    else if (figure < settingTable[name].atLeast) faults.push({ field: name, reason: 'too-small' });
    else if (figure > settingTable[name].atMost) faults.push({ field: name, reason: 'too-large' });
    return isRefusal(figure) ? 0 : figure;
  };
  const given: TaperFigures = {
    longUseMonths: read('longUseMonths'), longUsePoints: read('longUsePoints'), slowerFromAge: read('slowerFromAge'), slowerEveryDays: read('slowerEveryDays'),
    sensitivePoints: read('sensitivePoints'), riskReviewDays: read('riskReviewDays'), offersUnitedKingdom: form.offersUnitedKingdom,
  };
  if (faults.length > 0) return faults;
  const figures = checkTaperFigures(given);
  return isRefusal(figures) ? [{ field: fieldNamed(figures.field) ?? 'offersUnitedKingdom', reason: 'not-whole' }] : figures;
}

/** Whether this is a table and no list of what is wrong with one. */
export const isFigures = (read: TaperFigures | readonly SettingFault[]): read is TaperFigures => 'longUseMonths' in read;

/** What one table asks for and the other does not, in the order of the table. */
export const changedFields = (before: TaperFigures, after: TaperFigures): readonly SettingField[] => settingFields.filter((field) => before[field] !== after[field]);

/** The field of the form that a refusal names. */
export const fieldNamed = (name: string | null): SettingField | null => settingFields.find((field) => field === name) ?? null;
