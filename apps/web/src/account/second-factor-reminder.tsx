import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../kit/notice.js';
import { useSignedIn } from '../shell/session-context.js';
import './catalogue.js';

/** One line for staff whose password alone opens the records of others. */
export function SecondFactorReminder() {
  const { t } = useTranslation('account');
  const { secondFactor } = useSignedIn();
  if (secondFactor) return null;
  return (
    <Notice tone="info" title={t('reminder.title')} role="note">
      <p>{t('reminder.text')} <Link to="/account">{t('reminder.open')}</Link></p>
    </Notice>
  );
}
