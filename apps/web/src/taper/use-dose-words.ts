import { isMedicineCode, medicineOf } from '@evenkeel/medicines-rules';
import { formatPercent } from '@evenkeel/taper-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import { daysBetween, readChange, readDose, sizeOfChange } from './dose-text.js';

/** Doses and changes of dose in the reader's language. Text that is no dose is given back as it is. */
export interface DoseWords {
  readonly medicine: (code: string) => string;
  /** "clonazepam 0.75 mg a day". */
  readonly perDay: (text: string) => string;
  /** "9 days ago, 0.81 mg to 0.75 mg (7.41% less)". */
  readonly lastChange: (text: string) => string;
  /** "in 5 days, to 0.7 mg". */
  readonly nextChange: (text: string) => string;
}

/** `today` is a civil date, `YYYY-MM-DD`. */
export function useDoseWords(today: string): DoseWords {
  const { t, i18n } = useTranslation('taper-staff');
  const format = useFormat();
  return useMemo(() => {
    const spanish = i18n.language === 'es';
    const medicine = (code: string): string => (isMedicineCode(code) ? medicineOf(code).name[spanish ? 'es' : 'en'] : code);
    return {
      medicine,
      perDay(text) {
        const dose = readDose(text);
        if (dose === null) return text;
        return dose.medicine === null ? t('perDayPlain', { dose: format.dose(dose.micrograms) }) : t('perDay', { medicine: medicine(dose.medicine), dose: format.dose(dose.micrograms) });
      },
      lastChange(text) {
        const change = readChange(text);
        if (change === null) return text;
        const to = `${change.to.medicine === null ? '' : `${medicine(change.to.medicine)} `}${format.dose(change.to.micrograms)}`;
        const size = sizeOfChange(change);
        const days = daysBetween(change.on, today);
        if (change.from === null) return t('started', { when: t('ago', { count: days }), to });
        const words = { when: t('ago', { count: days }), from: format.dose(change.from.micrograms), to };
        if (size === null || size === 0) return t('changed', words);
        return t(change.to.micrograms < change.from.micrograms ? 'reduced' : 'raised', { ...words, percent: formatPercent(Math.round(size / 100) * 100, spanish ? 'es' : 'en') });
      },
      nextChange(text) {
        const change = readChange(text);
        if (change === null) return text;
        const days = daysBetween(today, change.on);
        const dose = format.dose(change.to.micrograms);
        return days < 0 ? t('wasPlanned', { date: format.date(change.on), dose }) : t('ahead', { count: days, dose });
      },
    };
  }, [t, i18n.language, format, today]);
}
