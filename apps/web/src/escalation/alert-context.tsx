import type { AlertQuery } from '@evenkeel/api-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Muted } from '../kit/notice.js';
import { DefinitionList } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useDoseWords } from '../taper/use-dose-words.js';
import { Reported } from './reported.js';

type Context = NonNullable<NonNullable<AlertQuery['alert']>['context']>;

/** What is known: dose, changes, usual level, last days, answers, each as of the patient's last word; what came after the alert was raised says so. */
export function AlertContext({ context, today }: { readonly context: Context; readonly today: string }) {
  const { t } = useTranslation('escalation-staff');
  const format = useFormat();
  const dose = useDoseWords(today);
  const items: { term: string; detail: ReactNode }[] = [
    { term: t('context.doseNow'), detail: context.dose ? dose.perDay(context.dose) : t('context.notKnown') },
    { term: t('context.lastChange'), detail: context.lastChange ? dose.lastChange(context.lastChange) : t('context.notKnown') },
    ...(context.nextPlanned ? [{ term: t('context.nextPlanned'), detail: dose.nextChange(context.nextPlanned) }] : []),
    ...(context.usual === null ? [] : [{ term: t('context.usual'), detail: t('context.usualOf10', { value: context.usual }) }]),
    ...(context.recent.length === 0 ? [] : [{ term: t('context.recent', { count: context.recent.length }), detail: context.recent.join(', ') }]),
    ...(context.answers.length === 0 ? [] : [{ term: t('context.reported'), detail: <Reported answers={context.answers} addedAt={context.addedAt} /> }]),
    ...context.others.map((other) => ({ term: t('context.alsoReported', { time: format.dayTime(other.at) }), detail: <Reported answers={other.answers} addedAt={other.addedAt} /> })),
    ...(context.shown.length === 0 ? [] : [{ term: t('context.shown'), detail: [...new Set(context.shown)].map((code) => t(`shownToPatient.${code.replace('help-card.', '')}`, { defaultValue: code })).join(', ') }]),
  ];
  return (
    <>
      <DefinitionList items={items} />
      <Muted>{t('context.why', { rule: context.ruleId, version: context.ruleVersion })} {context.source ? t('context.source', { source: t(`context.sources.${context.source}`, { defaultValue: context.source }) }) : null}</Muted>
    </>
  );
}
