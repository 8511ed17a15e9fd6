import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallLink } from '../kit/button.js';
import { Notice } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { useOnline } from '../shell/use-online.js';
import { fallbackPhone } from './fallback-phone.js';

/** Three polls without an answer: nobody may act on what the screen says. */
const longestAgeMs = 60_000;

/** Whether what the screen shows may no longer be true: the last reading failed, the line is down, or it is too long ago. */
export function useOutdated(result: Pick<UseQueryResult, 'isError' | 'data' | 'dataUpdatedAt'>): boolean {
  const online = useOnline();
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((count) => count + 1), 5_000);
    return () => clearInterval(timer);
  }, []);
  if (result.data === undefined) return false;
  return result.isError || !online || Date.now() - result.dataUpdatedAt > longestAgeMs;
}

interface OutdatedProps {
  /** The subject in the title: the list, or one alert. */
  readonly of: 'list' | 'alert';
  /** By the server's clock. */
  readonly checkedAt: string;
  /** Says too that the steps of the alert are off. */
  readonly actionsOff?: boolean;
  /** Whom to call; the line that this device read last when absent. */
  readonly phone?: string | null;
}

/** A banner that cannot be dismissed: what is shown may be old, and whom to call instead. */
export function Outdated({ of, checkedAt, actionsOff = false, phone = fallbackPhone() }: OutdatedProps) {
  const { t } = useTranslation('escalation-staff');
  const format = useFormat();
  const online = useOnline();
  return (
    <Notice tone="wait" role="alert" title={of === 'list' ? t('outdated.title') : t('outdated.titleAlert')}>
      <p>{online ? null : `${t('outdated.offline')} `}{t('outdated.text', { time: format.dayTime(checkedAt) })}</p>
      {actionsOff ? <p>{t('outdated.actionsOff')}</p> : null}
      {phone ? <CallLink href={`tel:${phone}`} variant="outline">{t('outdated.call', { phone })}</CallLink> : null}
    </Notice>
  );
}
