import type { PatientQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Card, Muted } from '../kit/notice.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';

type CheckIn = NonNullable<PatientQuery['patient']>['checkIns'][number];

/** The last check-ins with their four times. What each of them is now was derived when it was read. */
export function RecentCheckInsCard({ checkIns }: { readonly checkIns: readonly CheckIn[] }) {
  const { t } = useTranslation('check-ins-staff');
  const format = useFormat();
  const at = (instant: string | null, zone: string): string => (instant === null ? t('recent.notYet') : format.dayTime(instant, zone));
  const columns: readonly Column<CheckIn>[] = [
    { key: 'day', header: t('recent.day'), cell: (row) => format.date(row.localDate) },
    { key: 'status', header: t('recent.status'), cell: (row) => `${t(`status.${row.status}`, { defaultValue: row.status })}${row.late && row.status !== 'answered-late' ? ` (${t('recent.late')})` : ''}` },
    { key: 'planned', header: t('recent.planned'), cell: (row) => (row.scheduleId === null ? t('recent.byPatient') : format.time(row.opensAt, row.zone)) },
    { key: 'delivered', header: t('recent.delivered'), cell: (row) => (row.scheduleId === null ? '' : at(row.deliveredAt, row.zone)) },
    { key: 'opened', header: t('recent.opened'), cell: (row) => at(row.openedAt, row.zone) },
    { key: 'answered', header: t('recent.answered'), cell: (row) => at(row.answeredAt, row.zone) },
  ];
  return (
    <Card title={t('recent.title')}>
      <Muted>{t('recent.note')}</Muted>
      <Table caption={t('recent.title')} captionHidden columns={columns} rows={checkIns} rowKey={(row) => row.id} empty={<p>{t('recent.empty')}</p>} />
    </Card>
  );
}
