import { formatPercent, type SettingName, settingTable, type TaperFigures } from '@evenkeel/taper-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/use-format.js';
import { type DecimalSign, signOf } from '../editor/decimal.js';
import type { SettingFault, SettingField } from './settings-form.js';

/** The table in the reader's language. */
export interface SettingWords {
  readonly sign: DecimalSign;
  readonly factor: (field: SettingField) => string;
  /** "12 months", "7.5 %", or whether the British pace is offered. */
  readonly value: (field: SettingField, of: TaperFigures) => string;
  /** "1 month to 12 months". */
  readonly bounds: (field: SettingField) => string;
  readonly fault: (fault: SettingFault) => string;
}

export function useSettingWords(): SettingWords {
  const { t, i18n } = useTranslation('taper-settings');
  const format = useFormat();
  return useMemo(() => {
    const sign = signOf(format.dose);
    const percents = sign === ',' ? 'es' : i18n.language === 'es' ? 'es-US' : 'en';
    const units = (name: SettingName, given: number): string => {
      const { unit } = settingTable[name];
      return unit === 'basis-points' ? formatPercent(given, percents) : t(`unit.${unit}`, { count: given });
    };
    const factor = (field: SettingField): string => t(`factor.${field}`);
    return {
      sign,
      factor,
      value: (field, of) => (field === 'offersUnitedKingdom' ? t(of.offersUnitedKingdom ? 'offered' : 'notOffered') : units(field, of[field])),
      bounds: (field) => (field === 'offersUnitedKingdom' ? t('offeredOrNot') : t('bounds', { atLeast: units(field, settingTable[field].atLeast), atMost: units(field, settingTable[field].atMost) })),
      fault: ({ field, reason }) => {
        const limits = field === 'offersUnitedKingdom' ? {} : { atLeast: units(field, settingTable[field].atLeast), atMost: units(field, settingTable[field].atMost) };
        return t('fault', { factor: factor(field), reason: t(`reason.${reason}`, limits) });
      },
    };
  }, [t, i18n.language, format]);
}
