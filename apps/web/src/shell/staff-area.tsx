import { may } from '@evenkeel/care-team-rules';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useMatch } from 'react-router';
import { AccountPage } from '../account/account-page.js';
import { InvitationsPage } from '../account/invitations-page.js';
import { SecondFactorReminder } from '../account/second-factor-reminder.js';
import { PatientPage } from '../care-team/patient-page.js';
import { PatientsPage } from '../care-team/patients-page.js';
import { useOpenTasks } from '../care-team/tasks/use-tasks.js';
import { AlertPage } from '../escalation/alert-page.js';
import { AlertsPage, useAlertBoard } from '../escalation/alerts-page.js';
import { AreaProvider } from '../kit/area.js';
import { ButtonLink } from '../kit/button.js';
import { Frame, Navigation, type Destination } from '../kit/navigation.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { TitlePrefix } from '../kit/title-prefix.js';
import { MessageLogPage } from '../notifications/message-log-page.js';
import { loadAgainOnce } from './load-again.js';
import { MorePage } from './more-page.js';
import { NotFoundPage } from './not-found-page.js';
import { useSignedIn } from './session-context.js';
import { addStaffCatalogues } from './staff-catalogues.js';

addStaffCatalogues();

const Oversight = lazy(() => import('../care-team/oversight.js').catch(loadAgainOnce).then((module) => ({ default: module.Oversight })));
const PlanRoutes = lazy(() => import('../taper/editor/plan-routes.js').catch(loadAgainOnce).then((module) => ({ default: module.PlanRoutes })));
const SupplyRoutes = lazy(() => import('../taper/supply/supply-routes.js').catch(loadAgainOnce).then((module) => ({ default: module.SupplyRoutes })));
const IntakeRoutes = lazy(() => import('../taper/intake/intake-routes.js').catch(loadAgainOnce).then((module) => ({ default: module.IntakeRoutes })));
const TasksPage = lazy(() => import('../care-team/tasks/staff-tasks.js').catch(loadAgainOnce).then((module) => ({ default: module.TasksPage })));
const ProductsRoutes = lazy(() => import('../medicines/local-products/products-routes.js').catch(loadAgainOnce).then((module) => ({ default: module.ProductsRoutes })));
const SafetyDeskRoutes = lazy(() => import('../safety-desk/safety-desk-routes.js').catch(loadAgainOnce).then((module) => ({ default: module.SafetyDeskRoutes })));
const TaperSettingsRoutes = lazy(() => import('../taper/settings/taper-settings-routes.js').catch(loadAgainOnce).then((module) => ({ default: module.TaperSettingsRoutes })));
const StaffTimelinePage = lazy(() => import('../timeline/staff-timeline-page.js').catch(loadAgainOnce).then((module) => ({ default: module.StaffTimelinePage })));

/**
 * Everything that staff see, loaded only for them. A scope adds its screens here: one destination, if it has a place in
 * the rail, and its routes. What a role may not do at all is not offered; the server decides in any case.
 */
export function StaffArea() {
  const { t } = useTranslation('shell-staff');
  const { role } = useSignedIn();
  const answers = may(role, 'alert.list');
  const onAlert = useMatch('/alerts/:alertId') !== null;
  const waiting = useAlertBoard(answers).data?.alertBoard.waiting.length ?? 0;
  const hasTasks = may(role, 'task.read');
  const openTasks = useOpenTasks(hasTasks).data?.tasks.length ?? 0;
  const destinations: readonly Destination[] = [
    ...(answers ? [{ to: '/alerts', label: waiting > 0 ? t('nav.alertsWaiting', { count: waiting }) : t('nav.alerts') }] : []),
    ...(hasTasks ? [{ to: '/tasks', label: openTasks > 0 ? t('nav.tasksWaiting', { count: openTasks }) : t('nav.tasks') }] : []),
    ...(may(role, 'patient.list') ? [{ to: '/patients', label: t('nav.patients') }] : []),
    ...(may(role, 'message-log.read') ? [{ to: '/messages', label: t('nav.messages') }] : []),
    ...(may(role, 'invitation.manage') ? [{ to: '/invitations', label: t('nav.invitations') }] : []),
    ...(may(role, 'product.manage') ? [{ to: '/products', label: t('nav.products') }] : []),
    ...(may(role, 'audit.read') ? [{ to: '/audit', label: t('nav.audit') }] : []),
    ...(may(role, 'emergency.list') ? [{ to: '/emergency/reviews', label: t('nav.emergency') }] : []),
    ...(may(role, 'unsealing.decide') ? [{ to: '/safety-desk', label: t('nav.safetyDesk') }] : []),
    // Those who only read it come from the editor and from the products.
    ...(may(role, 'taper-settings.sign') ? [{ to: '/taper-settings', label: t('nav.taperSettings') }] : []),
    { to: '/more', label: t('nav.more') },
  ];
  const [first] = destinations;
  const home = first === undefined || first.to === '/more' ? null : first.to;
  return (
    <AreaProvider value="staff">
      <TitlePrefix value={waiting > 0 ? `(${waiting}) ` : ''}>
        <div data-area="staff">
          <Frame navigation={<Navigation destinations={destinations} label={t('shell:nav.label')} deskOnly={onAlert} />}>
            {onAlert ? null : <SecondFactorReminder />}
            <Routes>
              <Route path="/" element={home ? <Navigate to={home} replace /> : <NothingPage />} />
              {answers ? <Route path="/alerts" element={<AlertsPage />} /> : null}
              {answers ? <Route path="/alerts/:alertId" element={<AlertPage />} /> : null}
              {hasTasks ? <Route path="/tasks" element={<Suspense fallback={<Loading what={t('nav.tasks')} />}><TasksPage /></Suspense>} /> : null}
              {may(role, 'patient.list') ? <Route path="/patients" element={<PatientsPage />} /> : null}
              {may(role, 'patient.read') ? <Route path="/patients/:patientId" element={<PatientPage />} /> : null}
              {may(role, 'timeline.read') ? <Route path="/patients/:patientId/timeline" element={<Suspense fallback={<Loading what={t('timeline:what')} />}><StaffTimelinePage /></Suspense>} /> : null}
              {may(role, 'plan.read') ? <Route path="/patients/:patientId/plan/*" element={<Suspense fallback={<Loading what={t('taper-staff:plan.what')} />}><PlanRoutes /></Suspense>} /> : null}
              {may(role, 'supply.read') ? <Route path="/patients/:patientId/supply/*" element={<Suspense fallback={<Loading what={t('taper-staff:supply.what')} />}><SupplyRoutes /></Suspense>} /> : null}
              {may(role, 'intake.read') ? <Route path="/patients/:patientId/intake/*" element={<Suspense fallback={<Loading what={t('taper-staff:intake.what')} />}><IntakeRoutes /></Suspense>} /> : null}
              {may(role, 'message-log.read') ? <Route path="/messages" element={<MessageLogPage />} /> : null}
              <Route path="/account" element={<AccountPage />} />
              {may(role, 'invitation.manage') ? <Route path="/invitations" element={<InvitationsPage />} /> : null}
              {may(role, 'team.change') ? <Route path="/patients/:patientId/team/invite" element={<Suspense fallback={<Loading what={t('care-team-staff:patient.what')} />}><Oversight part="invite" /></Suspense>} /> : null}
              {may(role, 'team.change') || may(role, 'team.leave') ? <Route path="/patients/:patientId/team/:membershipId" element={<Suspense fallback={<Loading what={t('care-team-staff:patient.what')} />}><Oversight part="member" /></Suspense>} /> : null}
              {may(role, 'emergency.open') || may(role, 'emergency.list') ? <Route path="/emergency/*" element={<Suspense fallback={<Loading what={t('care-team-staff:emergency.what')} />}><Oversight part="emergency" /></Suspense>} /> : null}
              {may(role, 'audit.read') ? <Route path="/audit" element={<Suspense fallback={<Loading what={t('audit-staff:what')} />}><Oversight part="audit" /></Suspense>} /> : null}
              {may(role, 'unsealing.decide') ? <Route path="/safety-desk/*" element={<Suspense fallback={<Loading what={t('nav.safetyDesk')} />}><SafetyDeskRoutes /></Suspense>} /> : null}
              {may(role, 'product.manage') ? <Route path="/products/*" element={<Suspense fallback={<Loading what={t('nav.products')} />}><ProductsRoutes /></Suspense>} /> : null}
              {may(role, 'taper-settings.read') ? <Route path="/taper-settings/*" element={<Suspense fallback={<Loading what={t('nav.taperSettings')} />}><TaperSettingsRoutes /></Suspense>} /> : null}
              <Route path="/more" element={<MorePage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Frame>
        </div>
      </TitlePrefix>
    </AreaProvider>
  );
}

/** An auditor, so far: signed in, with nothing to show. */
function NothingPage() {
  const { t } = useTranslation('shell-staff');
  const { role } = useSignedIn();
  return (
    <Page heading={t('nothing.heading')}>
      <p>{t('nothing.text', { role: t(`shell:role.${role}`) })}</p>
      <ButtonLink to="/more" variant="primary">{t('nothing.switch')}</ButtonLink>
    </Page>
  );
}
