import type { PatientQuery } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Card, Muted } from '../kit/notice.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';

type CheckIn = NonNullable<PatientQuery['patient']>['checkIns'][number];

const shownFirst = 7;

/** The last check-ins with their four times. What each of them is now was derived when it was read. */
export function RecentCheckInsCard({ checkIns }: { readonly checkIns: readonly CheckIn[] }) {
  const { t } = useTranslation('check-ins-staff');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? checkIns : checkIns.slice(0, shownFirst);
  // The day is in the first column; a time needs its own only when it fell on another one.
  const at = (row: CheckIn, instant: string | null): string => {
    if (instant === null) return t('recent.notYet');
    const date = new Intl.DateTimeFormat('en-CA', { timeZone: row.zone }).format(new Date(instant));
    return date === row.localDate ? format.time(instant, row.zone) : `${format.date(date)}, ${format.time(instant, row.zone)}`;
  };
  const columns: readonly Column<CheckIn>[] = [
    { key: 'day', header: t('recent.day'), cell: (row) => format.date(row.localDate) },
    { key: 'status', header: t('recent.status'), cell: (row) => `${t(`status.${row.status}`, { defaultValue: row.status })}${row.late && row.status !== 'answered-late' ? ` (${t('recent.late')})` : ''}` },
    { key: 'planned', header: t('recent.planned'), cell: (row) => (row.scheduleId === null ? t('recent.byPatient') : format.time(row.opensAt, row.zone)) },
    { key: 'delivered', header: t('recent.delivered'), cell: (row) => (row.scheduleId === null ? '' : at(row, row.deliveredAt)) },
    { key: 'opened', header: t('recent.opened'), cell: (row) => at(row, row.openedAt) },
    { key: 'answered', header: t('recent.answered'), cell: (row) => at(row, row.answeredAt) },
  ];
  return (
    <Card title={t('recent.title')}>
      <Muted>{t('recent.note')}</Muted>
      <Table caption={t('recent.title')} captionHidden columns={columns} rows={shown} rowKey={(row) => row.id} empty={<p>{t('recent.empty')}</p>} />
      {shown.length < checkIns.length ? <div><Button onPress={() => setAll(true)}>{t('recent.showAll', { count: checkIns.length })}</Button></div> : null}
    </Card>
  );
}
