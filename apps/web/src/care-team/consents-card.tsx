import type { PatientQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Card, Muted } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import styles from './consents-card.module.css';

type Consent = NonNullable<PatientQuery['patient']>['consents'][number];

/** What the patient agreed to, in sentences: who may read what, until when. What has ended stays readable, marked so. */
export function ConsentsCard({ consents }: { readonly consents: readonly Consent[] }) {
  const { t, i18n } = useTranslation('care-team-staff');
  const format = useFormat();
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const live = consents.filter((consent) => consent.live);
  const ended = consents.filter((consent) => !consent.live);
  const line = (consent: Consent) => (
    <li key={consent.id}>
      <p>
        {t(consent.live ? 'consents.may' : 'consents.might', {
          who: t(`everyRole.${consent.recipient}`, { defaultValue: consent.recipient }),
          what: list.format(consent.categories.map((category) => t(`category.${category}`, { defaultValue: category }))),
        })}
      </p>
      <p className={styles.muted}>{t(consent.live ? 'consents.until' : 'consents.ended', { from: format.day(consent.startsAt), until: format.day(consent.expiresAt) })}</p>
    </li>
  );
  return (
    <Card title={t('consents.title')}>
      {live.length === 0 ? <p>{t('consents.none')}</p> : <ul className={styles.list}>{live.map(line)}</ul>}
      {ended.length > 0 ? (
        <details>
          <summary>{t('consents.endedCount', { count: ended.length })}</summary>
          <ul className={styles.list}>{ended.map(line)}</ul>
        </details>
      ) : null}
      <Muted>{t('consents.note')}</Muted>
    </Card>
  );
}
