import type { PatientQuery } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Card, Muted } from '../kit/notice.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useDoseWords } from './use-dose-words.js';

type Step = NonNullable<PatientQuery['patient']>['doseSteps'][number];

const shownFirst = 6;

/** The dose steps as signed, the planned ones included; to read only. `today` is a civil date on the patient's calendar. */
export function DoseStepsCard({ steps, today }: { readonly steps: readonly Step[]; readonly today: string }) {
  const { t } = useTranslation('taper-staff');
  const format = useFormat();
  const words = useDoseWords(today);
  const [all, setAll] = useState(false);
  const newestFirst = [...steps].sort((left, right) => (left.startsOn < right.startsOn ? 1 : -1));
  const current = newestFirst.find((step) => step.startsOn <= today);
  const shown = all ? newestFirst : newestFirst.slice(0, shownFirst);
  const slots = (step: Step): string =>
    ([['morning', step.morningMicrograms], ['midday', step.middayMicrograms], ['evening', step.eveningMicrograms], ['night', step.nightMicrograms]] as const)
      .filter(([, micrograms]) => micrograms > 0)
      .map(([slot, micrograms]) => t(`steps.slot.${slot}`, { dose: format.dose(micrograms) }))
      .join(', ');
  const from = (step: Step): string => {
    const date = format.date(step.startsOn);
    return step === current ? t('steps.now', { date }) : step.startsOn > today ? t('steps.planned', { date }) : date;
  };
  const columns: readonly Column<Step>[] = [
    { key: 'from', header: t('steps.from'), cell: from },
    { key: 'medicine', header: t('steps.medicine'), cell: (step) => words.medicine(step.drug) },
    { key: 'perDay', header: t('steps.perDay'), align: 'end', cell: (step) => format.dose(step.totalMicrograms) },
    { key: 'slots', header: t('steps.slots'), cell: slots },
    { key: 'kind', header: t('steps.kind'), cell: (step) => t(`steps.kinds.${step.kind}`, { defaultValue: step.kind }) },
    { key: 'signedBy', header: t('steps.signedBy'), cell: (step) => step.signedBy },
  ];
  return (
    <Card title={t('steps.title')}>
      {steps.length > 0 ? <Muted>{t('steps.readOnly')}</Muted> : null}
      <Table caption={t('steps.title')} captionHidden columns={columns} rows={shown} rowKey={(step) => step.id} empty={<p>{t('steps.empty')}</p>} />
      {shown.length < steps.length ? <div><Button onPress={() => setAll(true)}>{t('steps.showAll', { count: steps.length })}</Button></div> : null}
    </Card>
  );
}
