import { useTranslation } from 'react-i18next';
import { CallLink } from '../kit/button.js';
import { Card } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';

/** For twelve months after the last dose: what to know before anybody starts again, and that check-ins go on. */
export function AfterCare({ endsOn, until, phone }: { readonly endsOn: string | null; readonly until: string; readonly phone: string | null }) {
  const { t } = useTranslation('own-plan');
  const format = useFormat();
  return (
    <Card title={t('after.title')}>
      {endsOn ? <p>{t('after.since', { date: format.date(endsOn) })}</p> : null}
      <p>{t('after.restart')}</p>
      <p>{t('after.symptoms')}</p>
      <p>{t('after.leftover')}</p>
      <p>{t('after.checkIns', { date: format.date(until) })}</p>
      {phone ? <CallLink href={`tel:${phone}`} variant="outline" fill>{t('after.call')}</CallLink> : null}
    </Card>
  );
}
