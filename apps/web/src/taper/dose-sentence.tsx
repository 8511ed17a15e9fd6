import { isResponderRole } from '@evenkeel/escalation-rules';
import { useTranslation } from 'react-i18next';
import type { TodayData } from '../check-ins/use-today.js';
import { useFormat } from '../language/use-format.js';
import { doseNow } from './dose-now.js';

/** "Day 9 at 0.75 mg." Without a plan, where to start instead. */
export function useDoseSentence(today: TodayData | null): string {
  const { t } = useTranslation('taper');
  const format = useFormat();
  const now = today ? doseNow(today.doseSteps, today.localDate) : null;
  return now ? t('now', { day: now.day, dose: format.dose(now.step.total) }) : t('start');
}

/** Who signed, in words: the API names a role to a patient, or a person where the plan carries a name. */
export function useSigner(): (signedBy: string) => string {
  const { t } = useTranslation('escalation');
  return (signedBy) => (isResponderRole(signedBy) ? t(`party.${signedBy}`) : signedBy);
}

/** What is planned next and whose agreement it takes. A plan is described, never told as an order. */
export function DoseSentence({ today }: { readonly today: TodayData }) {
  const { t } = useTranslation('taper');
  const format = useFormat();
  const signer = useSigner();
  const now = doseNow(today.doseSteps, today.localDate);
  if (now === null) return <p>{t('noPlan')}</p>;
  if (now.next === null) return <p>{t('noNext')}</p>;
  return <p>{t('next', { date: format.date(now.next.on), dose: format.dose(now.next.to.total), who: signer(now.signedBy) })}</p>;
}
