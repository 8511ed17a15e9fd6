import { type Product, products } from '@evenkeel/medicines-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useParams } from 'react-router';
import { ButtonLink } from '../../kit/button.js';
import { Page } from '../../kit/page.js';
import { ErrorState, Loading } from '../../kit/states.js';
import { addCatalogues } from '../../language/language.js';
import { useFormat } from '../../language/use-format.js';
import { useOnline } from '../../shell/use-online.js';
import { ownProducts } from '../editor/own-products.js';
import { DecideDispensingPage } from './decide-dispensing-page.js';
import en from './language/en.json';
import es from './language/es.json';
import { NewDispensingPage } from './new-dispensing-page.js';
import { SupplyPage } from './supply-page.js';
import type { SupplyScreen } from './supply-screen.js';
import { usePatientSupply } from './use-supply.js';
import { useSupplyWords } from './use-supply-words.js';

addCatalogues({ en: { 'taper-supply': en }, es: { 'taper-supply': es } });

const noTexts: readonly string[] = [];

/** Everything under `/patients/:patientId/supply`. */
export function SupplyRoutes() {
  const { t } = useTranslation('taper-supply');
  const format = useFormat();
  const online = useOnline();
  const patientId = useParams()['patientId'] ?? '';
  const result = usePatientSupply(patientId);
  const patient = result.data?.patient;
  const taper = patient?.taper ?? null;
  const own = taper?.surroundings?.products ?? noTexts;
  const known = useMemo((): readonly Product[] => [...products, ...ownProducts(own)], [own]);
  const words = useSupplyWords(known);
  const back = { to: `/patients/${patientId}`, label: patient?.name };
  if (patient === undefined) {
    return <Page heading={t('title')} back={back}>{result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}</Page>;
  }
  if (patient === null || taper === null || taper.dispensings === null || taper.surroundings === null) {
    return (
      <Page heading={t('notFound.title')} back={patient === null ? { to: '/patients' } : back}>
        <p>{t(patient === null ? 'notFound.text' : 'notFound.notShared')}</p>
        <ButtonLink to={patient === null ? '/patients' : `/patients/${patientId}`} variant="primary">{t('notFound.back')}</ButtonLink>
      </Page>
    );
  }
  const screen: SupplyScreen = {
    patientId, name: patient.name, today: taper.surroundings.today, country: taper.surroundings.country, taper, dispensings: taper.dispensings, known, words,
    old: result.isError || !online ? t(online ? 'notRefreshed' : 'offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) }) : null,
  };
  return (
    <Routes>
      <Route path="/" element={<SupplyPage {...screen} />} />
      <Route path="/new" element={<NewDispensingPage key={patientId} {...screen} />} />
      <Route path="/withdraw/:dispensingId" element={<DecideDispensingPage act="withdraw" {...screen} />} />
      <Route path="/confirm/:dispensingId" element={<DecideDispensingPage act="confirm" {...screen} />} />
      <Route path="*" element={<Navigate to={`/patients/${patientId}/supply`} replace />} />
    </Routes>
  );
}
