import type { OwnEmergenciesQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import { useSharingWords } from './use-sharing-words.js';

export type OwnEmergency = OwnEmergenciesQuery['ownEmergencies'][number];

/** One use of emergency access in sentences: who, when and why; and unless it has to be short, what it showed and what came of it. */
export function EmergencyFacts({ emergency, short = false }: { readonly emergency: OwnEmergency; readonly short?: boolean }) {
  const { t } = useTranslation('care-team');
  const words = useSharingWords();
  const format = useFormat();
  const { name, role, reason, openedAt, expiresAt, verdict } = emergency;
  const open = new Date(expiresAt).getTime() > Date.now();
  const first = <p>{t('emergency.text', { name, role: words.role(role), time: format.dayTime(openedAt), reason: words.reason(reason) })}</p>;
  if (short) return first;
  return (
    <>
      {first}
      <p>{t(open ? 'emergency.open' : 'emergency.over', { time: format.time(expiresAt) })}</p>
      <p>{verdict === null ? t('emergency.waits') : t(`emergency.${verdict}`)}</p>
    </>
  );
}
