import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Page } from '../kit/page.js';
import { ConnectionLine } from '../offline/connection-line.js';

/** A screen that is loaded when it is first opened, opened for the first time without a line. */
export function NotOnThisPhonePage() {
  const { t } = useTranslation('shell');
  return (
    <Page heading={t('notOnThisPhone.heading')} status={<ConnectionLine />}>
      <p>{t('notOnThisPhone.text')}</p>
      <div><Button onPress={() => window.location.reload()}>{t('kit:tryAgain')}</Button></div>
    </Page>
  );
}
