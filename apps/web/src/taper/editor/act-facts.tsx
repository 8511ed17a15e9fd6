import { useTranslation } from 'react-i18next';
import { Table } from '../../kit/table.js';
import type { ActPreview, NextStep } from './act-preview.js';
import type { PlanWords } from './use-plan-words.js';

/** Before and after a change, side by side: today's dose, the next step, the end. */
export function ActFacts({ preview, words }: { readonly preview: ActPreview; readonly words: PlanWords }) {
  const { t } = useTranslation('taper-editor');
  const next = (step: NextStep | null): string => (step === null ? t('actFacts.noNext') : t('sign.step', { date: words.date(step.on), dose: words.day(step.dose) }));
  const end = (date: string | null): string => (date === null ? t('version.noEnd') : words.date(date));
  const rows = [
    { key: 'dose', now: words.day(preview.doseNow), then: words.day(preview.doseThen) },
    { key: 'next', now: next(preview.nextNow), then: next(preview.nextThen) },
    { key: 'end', now: end(preview.endNow), then: end(preview.endThen) },
  ] as const;
  return (
    <Table
      caption={t('actFacts.title')}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'what', header: t('actFacts.what'), cell: ({ key }) => t(`actFacts.${key}`) },
        { key: 'now', header: t('actFacts.now'), cell: ({ now }) => now },
        { key: 'then', header: t('actFacts.then'), cell: ({ then }) => then },
      ]}
    />
  );
}
