import { daysBetween } from '@evenkeel/taper-rules';
import { useTranslation } from 'react-i18next';
import { Card, Muted, Notice } from '../../kit/notice.js';
import { useFormat } from '../../language/use-format.js';
import type { Dispensing } from './use-supply.js';

/** From so many days before the last one on, the next dispensing is somebody's task. */
const soonDays = 14;

interface RunOutCardProps {
  readonly runsOutOn: string | null;
  readonly today: string;
  readonly dispensings: readonly Dispensing[];
}

/** Until when the supply lasts, and what that was worked out from. */
export function RunOutCard({ runsOutOn, today, dispensings }: RunOutCardProps) {
  const { t } = useTranslation('taper-supply');
  const format = useFormat();
  const counted = dispensings.filter(({ withdrawn }) => !withdrawn);
  const first = counted.map(({ dispensedOn }) => dispensedOn).sort()[0];
  const days = runsOutOn === null ? null : daysBetween(today, runsOutOn);
  return (
    <Card title={t('runOut.title')}>
      {runsOutOn === null || days === null ? <p>{t(first === undefined ? 'runOut.nothing' : 'runOut.lasts')}</p>
        : days <= 0 ? <Notice tone="wait" title={t('runOut.since', { date: format.date(runsOutOn) })}><p>{t('runOut.act')}</p></Notice>
        : days <= soonDays ? <Notice tone="wait" title={t('runOut.soon', { date: format.date(runsOutOn), count: days })}><p>{t('runOut.act')}</p></Notice>
        : <p><strong>{t('runOut.on', { date: format.date(runsOutOn), count: days })}</strong></p>}
      {first === undefined ? null : (
        <>
          <p>{t('runOut.basis', { count: counted.length, date: format.date(first) })}</p>
          <Muted>{t('runOut.limits')}</Muted>
        </>
      )}
    </Card>
  );
}
