import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../../kit/field.js';
import { Card, Muted } from '../../kit/notice.js';
import { Table } from '../../kit/table.js';
import styles from './editor.module.css';
import type { SupplyPeriod } from './picture.js';
import type { PlanWords } from './use-plan-words.js';

interface SupplyTableProps {
  readonly supply: readonly SupplyPeriod[];
  readonly periods: number;
  readonly days: number;
  readonly onDays: (days: number) => void;
  readonly words: PlanWords;
}

export const supplyDayChoices = [7, 14, 28, 30, 90] as const;

/** What every dispensing period needs, in whole tablets and millilitres. */
export const SupplyTable = memo(function SupplyTable({ supply, periods, days, onDays, words }: SupplyTableProps) {
  const { t } = useTranslation('taper-editor');
  return (
    <Card title={t('supply.title')}>
      <Muted>{t('supply.help')}</Muted>
      <Select label={t('supply.every')} value={String(days)} onChange={(chosen) => onDays(Number(chosen))} options={supplyDayChoices.map((each) => ({ value: String(each), label: t('days', { count: each }) }))} />
      <Table
        caption={t('supply.title')}
        captionHidden
        rows={supply}
        rowKey={({ from }) => from}
        columns={[
          { key: 'period', header: t('supply.period'), cell: ({ from, to }) => t('supply.fromTo', { from: words.date(from), to: words.date(to) }) },
          { key: 'needed', header: t('supply.needed'), cell: ({ needed }) => (needed.length === 0 ? t('nothing') : <ul className={styles.lines}>{needed.map((each) => <li key={each.product}>{words.needed(each)}</li>)}</ul>) },
        ]}
      />
      {periods > supply.length ? <Muted>{t('supply.more', { count: periods - supply.length })}</Muted> : null}
    </Card>
  );
});
