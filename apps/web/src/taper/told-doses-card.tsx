import { ToldDoses, type ToldDosesQuery } from '@evenkeel/api-client';
import { addDays } from '@evenkeel/taper-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Card, Muted } from '../kit/notice.js';
import { ErrorState, Loading } from '../kit/states.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useOperation } from '../shell/use-operation.js';

type ToldDose = NonNullable<NonNullable<NonNullable<ToldDosesQuery['patient']>['taper']>['records']>[number];

const days = 28;
const shownFirst = 6;

/**
 * What the patient told of doses in the last 28 days: whatever was other than planned line by line, what was taken as a count.
 * `today` is a civil date on the patient's calendar.
 */
export function ToldDosesCard({ patientId, today }: { readonly patientId: string; readonly today: string }) {
  const { t } = useTranslation('taper-staff');
  const result = useOperation(ToldDoses, { id: patientId, from: addDays(today, 1 - days), to: today }, { topics: ['dose-record', 'patient'], poll: true });
  const records = result.data?.patient?.taper?.records ?? null;
  return (
    <Card title={t('told.title')}>
      {result.data !== undefined ? records === null ? <p>{t('told.notShared')}</p> : <Told records={records} />
        : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('told.what')} />}
    </Card>
  );
}

function Told({ records }: { readonly records: readonly ToldDose[] }) {
  const { t } = useTranslation('taper-staff');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const others = records.filter(({ kind }) => kind !== 'taken').sort((left, right) => right.tappedAt.localeCompare(left.tappedAt));
  const taken = records.filter(({ kind, withdrawn }) => kind === 'taken' && !withdrawn).length;
  const shown = all ? others : others.slice(0, shownFirst);
  const when = ({ tappedAt, late }: ToldDose): string => (late ? t('told.late', { time: format.dayTime(tappedAt) }) : format.dayTime(tappedAt));
  const columns: readonly Column<ToldDose>[] = [
    { key: 'dose', header: t('told.dose'), cell: ({ localDate, slot }) => t(`told.slot.${slot}`, { date: format.date(localDate) }) },
    { key: 'kind', header: t('told.kind'), cell: ({ kind, withdrawn }) => (withdrawn ? t('told.withdrawn', { kind: t(`told.kinds.${kind}`) }) : <b>{t(`told.kinds.${kind}`)}</b>) },
    { key: 'at', header: t('told.at'), cell: when },
  ];
  return (
    <>
      <p>{t('told.taken', { count: taken })}</p>
      <Table caption={t('told.title')} captionHidden columns={columns} rows={shown} rowKey={({ id }) => id} empty={<p>{t('told.none')}</p>} />
      {shown.length < others.length ? <div><Button onPress={() => setAll(true)}>{t('told.showAll', { count: others.length })}</Button></div> : null}
      <Muted>{t('told.notConfirmed')}</Muted>
    </>
  );
}
