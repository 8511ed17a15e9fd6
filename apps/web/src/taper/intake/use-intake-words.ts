import { interactantOf, isMedicineCode, medicineOf } from '@evenkeel/medicines-rules';
import { doseSlots } from '@evenkeel/taper-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/use-format.js';
import { type DecimalSign, signOf } from '../editor/decimal.js';
import type { FoundIntake, OtherMedicine } from './use-intake.js';

/** Intakes in the reader's language. */
export interface IntakeWords {
  readonly sign: DecimalSign;
  readonly medicine: (code: string) => string;
  /** "1.5 mg at night, every day". */
  readonly taken: (taken: FoundIntake['taken'][number]) => string;
  /** "Fluconazole with clonazepam: avoid together. ..." with its source. */
  readonly interaction: (found: OtherMedicine['interactions'][number]) => string;
  /** "since 3 March 2026, will be stopped on 9 March 2026", as seen from `today`. */
  readonly dates: (medicine: Pick<OtherMedicine, 'startedOn' | 'stoppedOn'>, today: string) => string;
}

export function useIntakeWords(): IntakeWords {
  const { t, i18n } = useTranslation('taper-intake');
  const format = useFormat();
  return useMemo(() => {
    const language = i18n.language === 'es' ? 'es' : 'en';
    const medicine = (code: string): string => (isMedicineCode(code) ? medicineOf(code).name[language] : code);
    return {
      medicine, sign: signOf(format.dose),
      taken: ({ dose, pattern, daysAMonth }) => {
        const amounts = { morning: dose.morningMicrograms, midday: dose.middayMicrograms, evening: dose.eveningMicrograms, night: dose.nightMicrograms };
        const slots = doseSlots.filter((slot) => amounts[slot] > 0).map((slot) => t(`amount.${slot}`, { dose: format.dose(amounts[slot]) }));
        return t(`taken.${pattern}`, { slots: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(slots), count: daysAMonth ?? 0 });
      },
      interaction: ({ medicine: code, interactant, severity, whenStarted, whenStopped, source }) => t('interaction', {
        other: interactantOf(interactant)?.name[language] ?? interactant, medicine: medicine(code), severity: t(`severity.${severity}`),
        started: t(`effect.${whenStarted}`), stopped: t(`effect.${whenStopped}`), source,
      }),
      dates: ({ startedOn, stoppedOn }, today) => [
        startedOn === null ? t('date.before') : t(startedOn > today ? 'date.from' : 'date.since', { date: format.date(startedOn) }),
        stoppedOn !== null ? t(stoppedOn > today ? 'date.willStop' : 'date.stopped', { date: format.date(stoppedOn) }) : startedOn === null || startedOn <= today ? t('date.still') : null,
      ].filter((part) => part !== null).join(', '),
    };
  }, [t, i18n.language, format]);
}
