import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { viewOf } from '../escalation/own-alert.js';
import { useStatement } from '../escalation/use-statement.js';
import { Notice } from '../kit/notice.js';
import { useOutbox } from '../offline/use-outbox.js';
import { useToday } from './use-today.js';

/** The alerts that this check-in opened, once the server has said so; nothing before. */
export function SentAlerts({ checkInId }: { readonly checkInId: string }) {
  const { t } = useTranslation('check-ins');
  const statement = useStatement();
  const { saved } = useOutbox();
  const { today } = useToday();
  const alerts = saved[checkInId]?.alerts ?? [];
  return (
    <>
      {alerts.map((sent) => {
        const latest = today?.alerts.find((each) => each.id === sent.id && each.serverNow > sent.serverNow) ?? sent;
        const { headline } = viewOf(latest.statements);
        return (
          <Notice key={sent.id} tone="wait" role="status" title={statement.headline(headline)}>
            <p>{statement.text(headline)}</p>
            <Link to={`/my-alerts/${sent.id}`}>{t('alertLink')}</Link>
          </Notice>
        );
      })}
    </>
  );
}
