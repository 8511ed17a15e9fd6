import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { TodayPage } from '../check-ins/today-page.js';
import { OwnAlertPage } from '../escalation/own-alert-page.js';
import { Frame, Navigation } from '../kit/navigation.js';
import { Loading } from '../kit/states.js';
import { loadAgainOnce } from './load-again.js';
import { MorePage } from './more-page.js';
import { NotFoundPage } from './not-found-page.js';
import { NotOnThisPhonePage } from './not-on-this-phone-page.js';

const MyTimelinePage = lazy(() => import('../timeline/my-timeline-page.js').then((module) => ({ default: module.MyTimelinePage }), (error: unknown) => (
  // Without a line nothing was replaced: the screen was never opened on this phone.
  navigator.onLine ? loadAgainOnce(error) : { default: NotOnThisPhonePage }
)));

const PlanArea = lazy(() => import('../own-plan/plan-area.js').then((module) => ({ default: module.PlanArea }), (error: unknown) => (
  navigator.onLine ? loadAgainOnce(error) : { default: NotOnThisPhonePage }
)));

const DoseArea = lazy(() => import('../own-plan/plan-area.js').then((module) => ({ default: module.DoseArea }), (error: unknown) => (
  navigator.onLine ? loadAgainOnce(error) : { default: NotOnThisPhonePage }
)));

const PatientSharing = lazy(() => import('../care-team/patient-sharing.js').then((module) => ({ default: module.PatientSharing }), (error: unknown) => (
  navigator.onLine ? loadAgainOnce(error) : { default: NotOnThisPhonePage }
)));

const AccountPage = lazy(() => import('../account/account-page.js').then((module) => ({ default: module.AccountPage }), (error: unknown) => (
  navigator.onLine ? loadAgainOnce(error) : { default: NotOnThisPhonePage }
)));

const GroupArea = lazy(() => import('../peer-groups/group-area.js').then((module) => ({ default: module.GroupArea }), (error: unknown) => (
  navigator.onLine ? loadAgainOnce(error) : { default: NotOnThisPhonePage }
)));

/** What a patient can reach from the bar at the bottom. Only what exists is named there. */
export function PatientArea() {
  const { t } = useTranslation('shell');
  const destinations = [
    { to: '/', label: t('nav.today'), end: true },
    { to: '/timeline', label: t('nav.timeline') },
    { to: '/plan', label: t('nav.plan') },
    { to: '/group', label: t('nav.group') },
    { to: '/more', label: t('nav.more') },
  ];
  return (
    <Frame navigation={<Navigation destinations={destinations} label={t('nav.label')} />}>
      <Routes>
        <Route path="/" element={<TodayPage />} />
        <Route path="/timeline" element={<Suspense fallback={<Loading what={t('what.timeline')} />}><MyTimelinePage /></Suspense>} />
        <Route path="/plan/*" element={<Suspense fallback={<Loading what={t('what.plan')} />}><PlanArea /></Suspense>} />
        <Route path="/dose/*" element={<Suspense fallback={<Loading what={t('what.page')} />}><DoseArea /></Suspense>} />
        <Route path="/group/*" element={<Suspense fallback={<Loading what={t('what.page')} />}><GroupArea /></Suspense>} />
        <Route path="/sharing/*" element={<Suspense fallback={<Loading what={t('what.page')} />}><PatientSharing part="sharing" /></Suspense>} />
        <Route path="/readers" element={<Suspense fallback={<Loading what={t('what.page')} />}><PatientSharing part="readers" /></Suspense>} />
        <Route path="/account" element={<Suspense fallback={<Loading what={t('what.page')} />}><AccountPage /></Suspense>} />
        <Route path="/more" element={<MorePage />} />
        <Route path="/my-alerts/:alertId" element={<OwnAlertPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Frame>
  );
}
