import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useParams } from 'react-router';
import { ButtonLink } from '../../kit/button.js';
import { Page } from '../../kit/page.js';
import { ErrorState, Loading } from '../../kit/states.js';
import { addCatalogues } from '../../language/language.js';
import { useFormat } from '../../language/use-format.js';
import { useOnline } from '../../shell/use-online.js';
import { AddClinicianPage } from './add-clinician-page.js';
import { AddMedicinePage } from './add-medicine-page.js';
import { ChangeEntryPage } from './change-entry-page.js';
import { EditIntakePage } from './edit-intake-page.js';
import { IntakePage } from './intake-page.js';
import type { IntakeScreen } from './intake-screen.js';
import en from './language/en.json';
import es from './language/es.json';
import { usePatientIntake } from './use-intake.js';
import { useIntakeWords } from './use-intake-words.js';

addCatalogues({ en: { 'taper-intake': en }, es: { 'taper-intake': es } });

/** Everything under `/patients/:patientId/intake`. */
export function IntakeRoutes() {
  const { t } = useTranslation('taper-intake');
  const format = useFormat();
  const online = useOnline();
  const words = useIntakeWords();
  const patientId = useParams()['patientId'] ?? '';
  const result = usePatientIntake(patientId);
  const patient = result.data?.patient;
  const taper = patient?.taper ?? null;
  const back = { to: `/patients/${patientId}`, label: patient?.name };
  if (patient === undefined) {
    return <Page heading={t('title')} back={back}>{result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}</Page>;
  }
  if (patient === null || taper === null || taper.otherMedicines === null || taper.outsideClinicians === null || taper.surroundings === null) {
    return (
      <Page heading={t('notFound.title')} back={patient === null ? { to: '/patients' } : back}>
        <p>{t(patient === null ? 'notFound.text' : 'notFound.notShared')}</p>
        <ButtonLink to={patient === null ? '/patients' : `/patients/${patientId}`} variant="primary">{t('notFound.back')}</ButtonLink>
      </Page>
    );
  }
  const screen: IntakeScreen = {
    patientId, name: patient.name, today: taper.surroundings.today, intake: taper.intake, medicines: taper.otherMedicines, clinicians: taper.outsideClinicians, words,
    old: result.isError || !online ? t(online ? 'notRefreshed' : 'offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) }) : null,
  };
  return (
    <Routes>
      <Route path="/" element={<IntakePage {...screen} />} />
      <Route path="/edit" element={<EditIntakePage key={patientId} {...screen} />} />
      <Route path="/medicine" element={<AddMedicinePage key={patientId} {...screen} />} />
      <Route path="/clinician" element={<AddClinicianPage key={patientId} {...screen} />} />
      <Route path="/stop/:entryId" element={<ChangeEntryPage act="stop" {...screen} />} />
      <Route path="/review/:entryId" element={<ChangeEntryPage act="review" {...screen} />} />
      <Route path="/remove/:entryId" element={<ChangeEntryPage act="remove" {...screen} />} />
      <Route path="*" element={<Navigate to={`/patients/${patientId}/intake`} replace />} />
    </Routes>
  );
}
