import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import styles from './account.module.css';

/** Ten codes, once: they can be printed, and are gone from the screen for good when the person says that they have them. */
export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const { t } = useTranslation('account');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className={styles.panel} aria-labelledby="codes-title">
      <h2 id="codes-title" ref={title} tabIndex={-1}>{t('codes.title')}</h2>
      <p>{t('codes.text')}</p>
      <ul className={styles.codes} translate="no">{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <div className={styles.unprinted}>
        <ButtonRow>
          <Button variant="primary" onPress={() => window.print()}>{t('codes.print')}</Button>
          <Button onPress={onKept}>{t('codes.kept')}</Button>
        </ButtonRow>
      </div>
    </section>
  );
}
