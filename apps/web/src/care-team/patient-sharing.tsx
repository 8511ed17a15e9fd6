import { Navigate, Route, Routes } from 'react-router';
import { addCareTeamCatalogues } from './care-team-catalogues.js';
import { EndConsentPage } from './end-consent-page.js';
import { GiveConsentPage } from './give-consent-page.js';
import { InviteToTeamPage } from './invite-to-team-page.js';
import { ReadersPage } from './readers-page.js';
import { RemoveMemberPage } from './remove-member-page.js';
import { SharingPage } from './sharing-page.js';

addCareTeamCatalogues();

/** The patient's screens about team, sharing and readers, loaded when one of them is opened. */
export function PatientSharing({ part }: { readonly part: 'sharing' | 'readers' }) {
  if (part === 'readers') return <ReadersPage />;
  return (
    <Routes>
      <Route path="/" element={<SharingPage />} />
      <Route path="/give" element={<GiveConsentPage />} />
      <Route path="/invite" element={<InviteToTeamPage />} />
      <Route path="/end/:consentId" element={<EndConsentPage />} />
      <Route path="/remove/:membershipId" element={<RemoveMemberPage />} />
      <Route path="*" element={<Navigate to="/sharing" replace />} />
    </Routes>
  );
}
