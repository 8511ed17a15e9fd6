import { QueryClientProvider, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useEffectEvent, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Route, Routes } from 'react-router';
import { CheckInRoutes } from '../check-ins/check-in-routes.js';
import { HelpPage } from '../escalation/help-page.js';
import { SignInPage } from '../identity/sign-in-page.js';
import { Frame } from '../kit/navigation.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { localeOf } from '../language/formats.js';
import { api } from './api.js';
import { ComfortProvider, useComfort } from './comfort-context.js';
import { ErrorBoundary } from './error-boundary.js';
import { keepLine } from './keep-line.js';
import { loadAgainOnce } from './load-again.js';
import { PatientArea } from './patient-area.js';
import { SessionProvider, useSession } from './session-context.js';

const StaffArea = lazy(() => import('./staff-area.js').catch(loadAgainOnce).then((module) => ({ default: module.StaffArea })));
const DeskArea = lazy(() => import('../peer-groups/desk-area.js').catch(loadAgainOnce).then((module) => ({ default: module.DeskArea })));
const EnrolPage = lazy(() => import('../account/enrol-page.js').catch(loadAgainOnce).then((module) => ({ default: module.EnrolPage })));
const InvitationPage = lazy(() => import('../account/invitation-page.js').catch(loadAgainOnce).then((module) => ({ default: module.InvitationPage })));
const ForgotPage = lazy(() => import('../account/reset-page.js').catch(loadAgainOnce).then((module) => ({ default: module.ForgotPage })));
const ResetPage = lazy(() => import('../account/reset-page.js').catch(loadAgainOnce).then((module) => ({ default: module.ResetPage })));
const KitPage = import.meta.env.DEV ? lazy(() => import('../kit/kit-page.js').then((module) => ({ default: module.KitPage }))) : null;

export function App({ queries }: { readonly queries: QueryClient }) {
  return (
    <ComfortProvider>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <SessionProvider>
            <ErrorBoundary>
              <Localised />
            </ErrorBoundary>
          </SessionProvider>
        </BrowserRouter>
      </QueryClientProvider>
    </ComfortProvider>
  );
}

function Localised() {
  const { i18n } = useTranslation();
  const { country } = useComfort();
  const { state } = useSession();
  // Whoever has to set up a second factor first may not listen yet.
  useRealtime(state.kind === 'signed-in' && !state.session.mustEnrol);
  return (
    <I18nProvider locale={localeOf(i18n.language, country)}>
      <Routes>
        {/* Help and check-in are open to everybody, signed in or not: whoever holds the phone may need them. */}
        <Route path="/help" element={<Frame><HelpPage /></Frame>} />
        <Route path="/check-in/*" element={<Frame><CheckInRoutes /></Frame>} />
        {/* Where links from mails lead, signed in or not. */}
        <Route path="/invitation" element={<Later><InvitationPage /></Later>} />
        <Route path="/reset" element={<Later><ResetPage /></Later>} />
        <Route path="/forgot" element={<Later><ForgotPage /></Later>} />
        {KitPage ? <Route path="/kit" element={<Suspense><KitPage /></Suspense>} /> : null}
        <Route path="*" element={<Home />} />
      </Routes>
    </I18nProvider>
  );
}

/** What somebody sees depends on the role they act in; who is signed out sees the sign-in at whatever address they came to. */
function Home() {
  const { t } = useTranslation('shell');
  const { state } = useSession();
  if (state.kind === 'asking') return <Frame><Loading what={t('what.page')} /></Frame>;
  if (state.kind === 'signed-out') return <Frame><SignInPage /></Frame>;
  if (state.session.mustEnrol) return <Later><EnrolPage /></Later>;
  if (state.session.role === 'patient') return <PatientArea />;
  return (
    <Suspense fallback={<Loading what={t('what.page')} />}>
      {state.session.role === 'moderator' ? <DeskArea /> : <StaffArea />}
    </Suspense>
  );
}

/** A screen that comes when it is needed. Until it is there the place has a name, for those who do not see that it is empty. */
function Later({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('shell');
  return <Frame><Suspense fallback={<Page heading={t('moment')}><Loading what={t('what.page')} /></Page>}>{children}</Suspense></Frame>;
}

/** The socket is a hint and must not delay the first paint: it is loaded when the page is up. */
function useRealtime(signedIn: boolean): void {
  const queries = useQueryClient();
  const { ended } = useSession();
  // A screen that asks for nothing would not notice that its session is over: the line does.
  const onSignedOut = useEffectEvent(ended);
  useEffect(() => {
    if (!signedIn) return;
    return keepLine({ path: '/realtime', api, queries, atFirst: ['alert', 'alerts'], onSignedOut: () => onSignedOut() });
  }, [signedIn, queries]);
}
