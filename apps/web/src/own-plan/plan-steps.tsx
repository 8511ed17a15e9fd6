import type { DatedStep } from '@evenkeel/taper-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Card, Muted } from '../kit/notice.js';
import { Table } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useDoseList, useSigner } from '../taper/dose-sentence.js';
import { changingSteps, type OwnCalendar } from './own-calendar.js';

const shownFirst = 6;

interface PlanStepsProps {
  readonly calendar: OwnCalendar;
  readonly date: string;
  readonly signedBy: string | null;
  readonly signedAt: string | null;
}

/** Every step with its date, those to come first; a plan of many small steps is folded. */
export function PlanSteps({ calendar, date, signedBy, signedAt }: PlanStepsProps) {
  const { t } = useTranslation('own-plan');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const doses = useDoseList();
  const signer = useSigner();
  const [all, setAll] = useState(false);
  const steps = changingSteps(calendar.schedule.steps);
  const current = steps.findLast(({ startsOn }) => startsOn <= date);
  const from = current === undefined ? 0 : Math.max(0, steps.indexOf(current));
  const shown = all ? steps : steps.slice(from, from + shownFirst);
  const state = (step: DatedStep): string => taper(step === current ? 'stateNow' : step.startsOn > date ? 'statePlanned' : 'statePast');
  return (
    <Card title={t('steps.title')}>
      {signedBy && signedAt ? <p>{t('steps.signed', { who: signer(signedBy), date: format.day(signedAt) })}</p> : null}
      <Table
        caption={t('steps.title')}
        captionHidden
        rows={shown}
        rowKey={(step) => step.startsOn}
        columns={[
          { key: 'from', header: taper('from'), cell: (step) => format.date(step.startsOn) },
          { key: 'dose', header: taper('dose'), cell: (step) => doses(step.dose), align: 'end' },
          { key: 'state', header: taper('state'), cell: state },
        ]}
      />
      {calendar.schedule.waiting > 0 ? <Muted>{t('steps.waiting', { count: calendar.schedule.waiting })}</Muted> : null}
      {shown.length < steps.length ? <div data-print="no"><Button onPress={() => setAll(true)}>{t('steps.all', { count: steps.length })}</Button></div> : null}
    </Card>
  );
}
