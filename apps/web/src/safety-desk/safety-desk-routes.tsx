import { may } from '@evenkeel/care-team-rules';
import { Navigate, Route, Routes } from 'react-router';
import { useSignedIn } from '../shell/session-context.js';
import { AskPage } from './ask-page.js';
import './catalogue.js';
import { DeskPage } from './desk-page.js';
import { RequestPage } from './request-page.js';

/** The safety desk, loaded for those who have one. */
export function SafetyDeskRoutes() {
  const { role } = useSignedIn();
  return (
    <Routes>
      <Route path="/" element={<DeskPage />} />
      {may(role, 'unsealing.ask') ? <Route path="/ask/:postId" element={<AskPage />} /> : null}
      <Route path="/requests/:requestId" element={<RequestPage />} />
      <Route path="*" element={<Navigate to="/safety-desk" replace />} />
    </Routes>
  );
}
