import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { TodayPage } from '../check-ins/today-page.js';
import { OwnAlertPage } from '../escalation/own-alert-page.js';
import { Frame, Navigation } from '../kit/navigation.js';
import { PlanPage } from '../taper/plan-page.js';
import { MorePage } from './more-page.js';
import { NotFoundPage } from './not-found-page.js';

/** What a patient can reach from the bar at the bottom. Only what exists is named there. */
export function PatientArea() {
  const { t } = useTranslation('shell');
  const destinations = [
    { to: '/', label: t('nav.today'), end: true },
    { to: '/plan', label: t('nav.plan') },
    { to: '/more', label: t('nav.more') },
  ];
  return (
    <Frame navigation={<Navigation destinations={destinations} label={t('nav.label')} />}>
      <Routes>
        <Route path="/" element={<TodayPage />} />
        <Route path="/plan" element={<PlanPage />} />
        <Route path="/more" element={<MorePage />} />
        <Route path="/my-alerts/:alertId" element={<OwnAlertPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Frame>
  );
}
