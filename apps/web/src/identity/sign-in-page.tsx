import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ButtonLink } from '../kit/button.js';
import { Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { SignInForm } from './sign-in-form.js';
import styles from './sign-in-page.module.css';

/** Shown at whatever address a signed-out person comes to; the address stays, so that a link from a mail still leads there. */
export function SignInPage() {
  const { t } = useTranslation('identity');
  return (
    <Page heading={t('signIn.heading')} status={<ConnectionLine />}>
      <SignInForm />
      <p><Link to="/forgot">{t('signIn.forgot')}</Link></p>
      <div className={styles.without}>
        <h2>{t('signIn.without')}</h2>
        <Muted>{t('signIn.withoutNote')}</Muted>
        <ButtonLink to="/check-in" fill>{t('signIn.checkIn')}</ButtonLink>
      </div>
    </Page>
  );
}
