import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../kit/button.js';
import { Page } from '../kit/page.js';

/** For addresses that lead nowhere, or nowhere this person may go: both look the same. */
export function NotFoundPage() {
  const { t } = useTranslation('shell');
  return (
    <Page heading={t('notFound.heading')}>
      <p>{t('notFound.text')}</p>
      <ButtonLink to="/" variant="primary">{t('notFound.home')}</ButtonLink>
    </Page>
  );
}
