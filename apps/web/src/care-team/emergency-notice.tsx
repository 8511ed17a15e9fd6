import { OwnEmergencies } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../kit/notice.js';
import { useOperation } from '../shell/use-operation.js';
import { addCareTeamCatalogues } from './care-team-catalogues.js';
import { EmergencyFacts } from './emergency-facts.js';

addCareTeamCatalogues();

const shownFor = 7 * 86_400_000;

/** On the patient's first screen for a week: somebody used emergency access. Nothing at all when nobody did. */
export function EmergencyNotice() {
  const { t } = useTranslation('care-team');
  const { data } = useOperation(OwnEmergencies, {}, { topics: ['emergency'] });
  const recent = (data?.ownEmergencies ?? []).filter((each) => Date.now() - new Date(each.openedAt).getTime() < shownFor);
  const [newest] = recent;
  if (newest === undefined) return null;
  return (
    <Notice tone="info" title={t('emergency.title')} role="note">
      <EmergencyFacts emergency={newest} short />
      <Link to="/readers">{t('emergency.see')}</Link>
    </Notice>
  );
}
