import type { PatientQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card, Muted } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import styles from './alert-page.module.css';
import { worstFirst } from './queue.js';
import { useAlertWords } from './use-alert-words.js';

type Alert = NonNullable<PatientQuery['patient']>['alerts'][number];

/** A patient's alerts, the open ones on top. Each leads to its page. */
export function PatientAlertsCard({ alerts }: { readonly alerts: readonly Alert[] }) {
  const { t } = useTranslation('escalation-staff');
  const words = useAlertWords();
  const format = useFormat();
  const open = worstFirst(alerts.filter((alert) => alert.status !== 'resolved'));
  const closed = alerts.filter((alert) => alert.status === 'resolved');
  const line = (alert: Alert) => (
    <li key={alert.id}>
      <Link to={`/alerts/${alert.id}`}>{words.fired(alert.family)}</Link>
      {`. ${words.tier(alert.tier)}, ${t(`status.${alert.status}`, { defaultValue: alert.status })}, ${format.dayTime(alert.openedAt)}. ${t('ref', { reference: alert.reference })}`}
    </li>
  );
  return (
    <Card title={t('ofPatient.title')}>
      {open.length === 0 ? <p>{t('ofPatient.none')}</p> : <ul className={styles.reported}>{open.map(line)}</ul>}
      {closed.length > 0 ? (
        <details>
          <summary>{t('ofPatient.closed', { count: closed.length })}</summary>
          <ul className={styles.reported}>{closed.map(line)}</ul>
        </details>
      ) : null}
      {alerts.length === 0 ? <Muted>{t('ofPatient.note')}</Muted> : null}
    </Card>
  );
}
