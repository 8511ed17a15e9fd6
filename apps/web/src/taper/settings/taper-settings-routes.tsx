import { may } from '@evenkeel/care-team-rules';
import { Navigate, Route, Routes } from 'react-router';
import { addCatalogues } from '../../language/language.js';
import { useSignedIn } from '../../shell/session-context.js';
import en from './language/en.json';
import es from './language/es.json';
import { SettingsPage } from './settings-page.js';
import { SignSettingsPage } from './sign-settings-page.js';

addCatalogues({ en: { 'taper-settings': en }, es: { 'taper-settings': es } });

/** What an organisation asks of every plan: read by those who plan by it, signed by a safety lead. */
export function TaperSettingsRoutes() {
  const { role } = useSignedIn();
  return (
    <Routes>
      <Route path="/" element={<SettingsPage />} />
      {may(role, 'taper-settings.sign') ? <Route path="/sign" element={<SignSettingsPage />} /> : null}
      <Route path="*" element={<Navigate to="/taper-settings" replace />} />
    </Routes>
  );
}
