import { Patients, type PatientsQuery } from '@evenkeel/api-client';
import { may } from '@evenkeel/care-team-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ButtonLink } from '../kit/button.js';
import { TextField } from '../kit/field.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading, StatusLine } from '../kit/states.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useSignedIn } from '../shell/session-context.js';
import { useOnline } from '../shell/use-online.js';
import { useOperation } from '../shell/use-operation.js';
import { useDoseWords } from '../taper/use-dose-words.js';
import { caseload, daysAgo, matching } from './caseload.js';
import styles from './patients-page.module.css';

type Row = PatientsQuery['patients'][number];

/** Everybody on whose team the reader is: who needs a look first, then by name. */
export function PatientsPage() {
  const { t } = useTranslation('care-team-staff');
  const format = useFormat();
  const online = useOnline();
  const result = useOperation(Patients, {}, { topics: ['patient', 'alerts', 'alert', 'check-in', 'schedule'], poll: true });
  const patients = result.data?.patients;
  const status = patients && (result.isError || !online) ? (
    <StatusLine>{t(online ? 'patients.notRefreshed' : 'patients.offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) })}</StatusLine>
  ) : null;
  const alerted = patients?.filter((patient) => patient.openAlerts > 0).length ?? 0;
  const heading = !patients ? t('patients.title')
    : alerted === 0 ? t('patients.heading', { count: patients.length })
    : t('patients.headingAlerts', { count: alerted, of: patients.length });
  return (
    <Page wide heading={heading} status={status}>
      {patients ? <Caseload patients={patients} />
        : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} />
        : <Loading what={t('patients.what')} />}
    </Page>
  );
}

function Caseload({ patients }: { readonly patients: readonly Row[] }) {
  const { t, i18n } = useTranslation('care-team-staff');
  const format = useFormat();
  const dose = useDoseWords('');
  const { role } = useSignedIn();
  const [search, setSearch] = useState('');
  if (patients.length === 0) return <Empty title={t('patients.emptyTitle')}><p>{t('patients.empty')}</p></Empty>;
  const rows = matching(caseload(patients, i18n.language), search);
  const columns: readonly Column<Row>[] = [
    { key: 'name', header: t('patients.name'), cell: (row) => <Link to={`/patients/${row.id}`}>{row.name}</Link> },
    { key: 'alerts', header: t('patients.alerts'), cell: (row) => (row.openAlerts === 0 ? t('patients.noAlerts') : t('patients.openAlerts', { count: row.openAlerts, tier: t(`tier.${row.worstTier ?? ''}`, { defaultValue: '' }) })) },
    { key: 'answered', header: t('patients.lastAnswered'), cell: (row) => (row.lastAnsweredAt ? t('timeline-staff:lastCheckIn', { count: daysAgo(row.lastAnsweredAt, new Date()) }) : t('patients.never')) },
    { key: 'next', header: t('patients.nextCheckIn'), cell: (row) => (row.nextCheckInAt ? format.dayTime(row.nextCheckInAt) : t('patients.noneP')) },
    { key: 'dose', header: t('patients.dose'), cell: (row) => (row.doseMicrograms === null ? t('patients.notShared') : `${row.drug ? `${dose.medicine(row.drug)} ` : ''}${format.dose(row.doseMicrograms)}`) },
    ...(may(role, 'timeline.read') ? [{ key: 'timeline', header: t('timeline-staff:timeline'), cell: (row: Row) => <ButtonLink to={`/patients/${row.id}/timeline`}>{t('timeline-staff:open')}<span className="visually-hidden">{` ${row.name}`}</span></ButtonLink> }] : []),
  ];
  return (
    <>
      <div className={styles.search}>
        <TextField label={t('patients.search')} description={t('patients.searchHelp')} value={search} onChange={setSearch} autoComplete="off" type="search" />
      </div>
      <div role="status" className="visually-hidden">{search.trim() === '' ? '' : t('patients.found', { count: rows.length })}</div>
      <Table caption={t('patients.title')} captionHidden columns={columns} rows={rows} rowKey={(row) => row.id} empty={<p>{t('patients.noMatch', { search: search.trim() })}</p>} />
    </>
  );
}
