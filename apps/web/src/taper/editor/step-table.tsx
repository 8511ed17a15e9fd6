import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { Card, Muted } from '../../kit/notice.js';
import { Table, type Column } from '../../kit/table.js';
import styles from './editor.module.css';
import { rowsOnPage, type StepRow } from './picture.js';
import type { PlanWords } from './use-plan-words.js';

interface StepTableProps {
  readonly rows: readonly StepRow[];
  readonly count: number;
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly words: PlanWords;
}

/** Every step with its date, how each slot is made, and how much less it is: what the curve shows, in words. */
export const StepTable = memo(function StepTable({ rows, count, page, onPage, words }: StepTableProps) {
  const { t } = useTranslation('taper-editor');
  const pages = Math.max(1, Math.ceil(count / rowsOnPage));
  const columns: readonly Column<StepRow>[] = [
    { key: 'from', header: t('steps.from'), cell: ({ startsOn }) => words.date(startsOn) },
    { key: 'dose', header: t('steps.dose'), cell: ({ dose }) => words.day(dose) },
    { key: 'made', header: t('steps.made'), cell: ({ intake }) => (intake.length === 0 ? t('nothing') : <ul className={styles.lines}>{intake.map((each) => <li key={`${each.slot} ${each.medicine}`}>{words.intake(each)}</li>)}</ul>) },
    { key: 'less', header: t('steps.less'), align: 'end', cell: ({ lessPoints }) => (lessPoints === null ? t('steps.same') : words.percent(lessPoints)) },
    { key: 'kind', header: t('steps.kind'), cell: ({ reason, coarserThanAsked }) => (coarserThanAsked ? t('steps.coarser', { kind: t(`reason.${reason}`) }) : t(`reason.${reason}`)) },
  ];
  return (
    <Card title={t('steps.title', { count })}>
      <Muted>{t('steps.help')}</Muted>
      <Table caption={t('steps.title', { count })} captionHidden columns={columns} rows={rows} rowKey={({ place }) => String(place)} />
      {pages > 1 ? (
        <div className={styles.pages}>
          <Button isDisabled={page === 0} onPress={() => onPage(page - 1)}>{t('steps.earlier')}</Button>
          <span>{t('steps.page', { page: words.number(page + 1), of: words.number(pages) })}</span>
          <Button isDisabled={page >= pages - 1} onPress={() => onPage(page + 1)}>{t('steps.later')}</Button>
        </div>
      ) : null}
    </Card>
  );
});
