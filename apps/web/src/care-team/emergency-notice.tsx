import { OwnEmergencies } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../kit/notice.js';
import { useOperation } from '../shell/use-operation.js';
import { addCareTeamCatalogues } from './care-team-catalogues.js';
import { EmergencyFacts } from './emergency-facts.js';

addCareTeamCatalogues();

/** On the patient's first screen for a week, which is for the server to count: somebody used emergency access. */
export function EmergencyNotice() {
  const { t } = useTranslation('care-team');
  const { data } = useOperation(OwnEmergencies, {}, { topics: ['emergency'] });
  const [newest] = data?.ownEmergencies ?? [];
  if (newest === undefined) return null;
  return (
    <Notice tone="info" title={t('emergency.title')} role="note">
      <EmergencyFacts emergency={newest} short />
      <Link to="/readers">{t('emergency.see')}</Link>
    </Notice>
  );
}
