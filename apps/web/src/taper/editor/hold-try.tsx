import { isLocalDate, reckonedHoldDays } from '@evenkeel/taper-rules';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../../kit/button.js';
import { DateField } from '../../kit/field.js';
import { Card, Muted } from '../../kit/notice.js';
import { Table } from '../../kit/table.js';
import type { Ask, Detail } from './picture.js';
import type { PlanWords } from './use-plan-words.js';

interface HoldTryProps {
  readonly hold: Ask['hold'];
  readonly onHold: (hold: Ask['hold']) => void;
  readonly detail: Detail;
  /** The day that is offered first: the first step after today. */
  readonly firstDay: string;
  readonly endsOn: string | null;
  readonly words: PlanWords;
}

/** "Hold 4 weeks here": shows what would move, and changes nothing. */
export const HoldTry = memo(function HoldTry({ hold, onHold, detail, firstDay, endsOn, words }: HoldTryProps) {
  const { t } = useTranslation('taper-editor');
  const [on, setOn] = useState<string | null>(null);
  const date = on ?? hold?.on ?? firstDay;
  return (
    <Card title={t('hold.title')}>
      <Muted>{t('hold.help')}</Muted>
      <DateField id="plan-hold-on" label={t('hold.on')} value={date} onChange={setOn} />
      <ButtonRow>
        <Button isDisabled={!isLocalDate(date)} onPress={() => onHold({ on: date, days: reckonedHoldDays })}>{t('hold.try')}</Button>
        {hold === null ? null : <Button variant="link" onPress={() => onHold(null)}>{t('hold.clear')}</Button>}
      </ButtonRow>
      {hold === null ? null : (
        <div role="status">
          <p>
            {detail.movedCount === 0 ? t('hold.nothing') : t('hold.moved', { count: detail.movedCount, date: words.date(hold.on) })}
            {endsOn !== null && detail.heldEnd !== null && detail.heldEnd !== endsOn ? ` ${t('hold.end', { before: words.date(endsOn), after: words.date(detail.heldEnd) })}` : null}
          </p>
        </div>
      )}
      {hold === null || detail.moved.length === 0 ? null : (
        <Table
          caption={t('hold.title')}
          captionHidden
          rows={detail.moved}
          rowKey={({ from }) => from}
          columns={[
            { key: 'dose', header: t('steps.dose'), cell: ({ dose }) => words.day(dose) },
            { key: 'planned', header: t('hold.planned'), cell: ({ from }) => words.date(from) },
            { key: 'held', header: t('hold.held'), cell: ({ to }) => words.date(to) },
          ]}
        />
      )}
      {detail.movedCount > detail.moved.length ? <Muted>{t('hold.more', { count: detail.movedCount - detail.moved.length })}</Muted> : null}
    </Card>
  );
});
