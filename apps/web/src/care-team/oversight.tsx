import { may } from '@evenkeel/care-team-rules';
import { Navigate, Route, Routes } from 'react-router';
import { AuditPage } from '../audit/audit-page.js';
import { useSignedIn } from '../shell/session-context.js';
import { EmergencyPage } from './emergency-page.js';
import { EmergencyReviewsPage } from './emergency-reviews-page.js';
import { EmergencySummaryPage } from './emergency-summary-page.js';
import { EndMembershipPage } from './end-membership-page.js';
import { InviteToTeamPage } from './invite-to-team-page.js';

/** Screens that are seldom needed and loaded then: leaving a team and inviting to it, emergency access and its judgement, the audit. */
export function Oversight({ part }: { readonly part: 'member' | 'invite' | 'emergency' | 'audit' }) {
  const { role } = useSignedIn();
  if (part === 'audit') return <AuditPage />;
  if (part === 'invite') return <InviteToTeamPage />;
  if (part === 'member') return <EndMembershipPage />;
  return (
    <Routes>
      {may(role, 'emergency.open') ? <Route path="/" element={<EmergencyPage />} /> : null}
      {may(role, 'emergency.open') ? <Route path="/patients/:patientId" element={<EmergencySummaryPage />} /> : null}
      {may(role, 'emergency.list') ? <Route path="/reviews" element={<EmergencyReviewsPage />} /> : null}
      <Route path="*" element={<Navigate to={may(role, 'emergency.open') ? '/emergency' : '/emergency/reviews'} replace />} />
    </Routes>
  );
}
