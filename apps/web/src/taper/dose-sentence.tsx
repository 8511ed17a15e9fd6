import { isResponderRole } from '@evenkeel/escalation-rules';
import { useTranslation } from 'react-i18next';
import type { TodayData } from '../check-ins/use-today.js';
import { useFormat } from '../language/use-format.js';
import { useOutbox } from '../offline/use-outbox.js';
import { doseNow } from './dose-now.js';
import { useMedicineName } from './use-medicine-name.js';

/** "Day 9 at 0.75 mg." Without a plan, where to start instead. */
export function useDoseSentence(today: TodayData | null): string {
  const { t } = useTranslation('taper');
  const format = useFormat();
  const now = today ? doseNow(today.doseSteps, today.localDate) : null;
  const dose = useDoseList();
  if (now === null) return t('start');
  return now.doses.length === 0 ? t('nowZero') : t('now', { day: now.day, dose: now.doses.length === 1 ? format.dose(now.step.total) : dose(now.doses) });
}

interface ListedDose {
  readonly medicine: string;
  readonly total: number;
}

/** "clonazepam 0.25 mg and diazepam 5 mg". */
export function useDoseList(): (doses: readonly ListedDose[]) => string {
  const { t, i18n } = useTranslation('taper');
  const format = useFormat();
  const medicine = useMedicineName();
  return (doses) => (doses.length === 0 ? t('nothing') : new Intl.ListFormat(i18n.language).format(doses.map((each) => `${medicine(each.medicine)} ${format.dose(each.total)}`)));
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
  const dose = useDoseList();
  const { deeds } = useOutbox();
  const now = doseNow(today.doseSteps, today.localDate);
  if (now === null) return <p>{t('noPlan')}</p>;
  // A date that was moved on this phone is not told as if it stood.
  if (deeds.some(({ deed, refused }) => refused === null && (deed.kind === 'hold' || deed.kind === 'slow-down'))) return null;
  if (now.next === null) return <p>{t('noNext')}</p>;
  const { on, to, doses } = now.next;
  return <p>{t('next', { date: format.date(on), dose: now.doses.length < 2 && doses.length < 2 ? format.dose(to.total) : dose(doses), who: signer(now.signedBy) })}</p>;
}
