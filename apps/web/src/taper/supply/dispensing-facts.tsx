import { useTranslation } from 'react-i18next';
import { DefinitionList } from '../../kit/table.js';
import { useFormat } from '../../language/use-format.js';
import type { Dispensing } from './use-supply.js';
import type { SupplyWords } from './use-supply-words.js';

/** Everything that was entered about one dispensing, and by whom. */
export function DispensingFacts({ made, words }: { readonly made: Dispensing; readonly words: SupplyWords }) {
  const { t } = useTranslation('taper-supply');
  const format = useFormat();
  const { concentrationMicrogramsPerMl: now, previousMicrogramsPerMl: before, confirmedAt } = made;
  const label = made.awaitsConfirmation ? t('label.awaits') : confirmedAt !== null ? t('label.confirmed', { time: format.dayTime(confirmedAt) }) : before === null ? t('label.same') : t('label.notConfirmed');
  return (
    <DefinitionList
      items={[
        { term: t('fact.amount'), detail: words.amount(made) },
        ...(now === null ? [] : [
          { term: t('fact.concentration'), detail: before === null ? words.concentration(now) : t('fact.changed', { now: words.concentration(now), before: words.concentration(before) }) },
          { term: t('fact.label'), detail: label },
        ]),
        { term: t('fact.dispensedOn'), detail: format.date(made.dispensedOn) },
        { term: t('fact.entered'), detail: t(made.enteredBy === 'patient' ? 'enteredBy.patient' : 'enteredBy.prescriber', { time: format.dayTime(made.enteredAt) }) },
      ]}
    />
  );
}
