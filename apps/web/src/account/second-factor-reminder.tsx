import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../kit/notice.js';
import { useSignedIn } from '../shell/session-context.js';
import styles from './account.module.css';
import './catalogue.js';

/** One line for staff whose password alone opens the records of others. */
export function SecondFactorReminder() {
  const { t } = useTranslation('account');
  const { secondFactor } = useSignedIn();
  if (secondFactor) return null;
  return (
    <aside aria-label={t('reminder.open')} className={styles.reminder}>
      <Notice tone="info" title={t('reminder.title')}>
        <p>{t('reminder.text')} <Link to="/account">{t('reminder.open')}</Link></p>
      </Notice>
    </aside>
  );
}
