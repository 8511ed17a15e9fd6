import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { useOutbox } from '../offline/use-outbox.js';
import { useSession } from '../shell/session-context.js';
import { CheckInPage } from './check-in-page.js';
import { momentNow } from './moment.js';
import { SavedPage } from './saved-page.js';
import { useToday } from './use-today.js';

/** A check-in needs neither a network nor a session; only staff have no business here. */
export function CheckInRoutes() {
  const { state } = useSession();
  if (state.kind === 'signed-in' && state.session.role !== 'patient') return <Navigate to="/" replace />;
  return (
    <Routes>
      <Route path="/" element={<Begin templateId="daily" />} />
      <Route path="/serious" element={<Begin templateId="serious" />} />
      <Route path="/saved/:checkInId" element={<SavedPage />} />
      <Route path="*" element={<Navigate to="/check-in" replace />} />
    </Routes>
  );
}

/**
 * Waits for the device's own store, a few milliseconds and two seconds at most, so that a check-in that was begun
 * today goes on where it was left.
 */
function Begin({ templateId }: { readonly templateId: 'daily' | 'serious' }) {
  const outbox = useOutbox();
  const { today, copyRead } = useToday();
  if (!outbox.ready || !copyRead) return <Waiting />;
  const { localDate } = momentNow();
  const resumed = outbox.drafts.find(
    (draft) => draft.templateId === templateId && draft.finishedAt === null && draft.owner === outbox.owner && Object.values(draft.answers).some((answer) => answer.moment.localDate === localDate),
  );
  return <CheckInPage key={templateId} templateId={templateId} resumed={resumed ?? null} today={today} />;
}

const quietMs = 300;

/** Nothing while it takes as long as it should; then a page like any other, so that help is never waited for. */
function Waiting() {
  const { t } = useTranslation('check-ins');
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  if (!long) return null;
  return <Page heading={t('today.card')} focusKey="waiting" back={{ to: '/' }}><Loading what={t('what')} /></Page>;
}
