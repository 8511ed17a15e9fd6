import type { OwnEmergenciesQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import { useSharingWords } from './use-sharing-words.js';

export type OwnEmergency = OwnEmergenciesQuery['ownEmergencies'][number];

/** One use of emergency access in sentences: who, when, why, what it showed, what came of it. */
export function EmergencyFacts({ emergency }: { readonly emergency: OwnEmergency }) {
  const { t } = useTranslation('care-team');
  const words = useSharingWords();
  const format = useFormat();
  const { name, role, reason, openedAt, expiresAt, verdict } = emergency;
  const open = new Date(expiresAt).getTime() > Date.now();
  return (
    <>
      <p>{t('emergency.text', { name, role: words.role(role), time: format.dayTime(openedAt), reason: words.reason(reason) })}</p>
      <p>{t(open ? 'emergency.open' : 'emergency.over', { time: format.time(expiresAt) })}</p>
      <p>{verdict === null ? t('emergency.waits') : t(`emergency.${verdict}`)}</p>
    </>
  );
}
