import { adviceIn, withoutDoses } from '@evenkeel/peer-groups-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import styles from './peer-groups.module.css';

/** The words of a post, as they were typed. Amounts stay hidden where their writer wanted it, until the reader asks. */
export function PostWords({ words, doseHidden }: { readonly words: string; readonly doseHidden: boolean }) {
  const { t } = useTranslation('peer-groups');
  const [shown, setShown] = useState(false);
  const hides = doseHidden && !shown && adviceIn(words).some(({ kind }) => kind === 'dose');
  return (
    <>
      <p className={styles.words}>{hides ? withoutDoses(words, t('post.doseHidden')) : words}</p>
      {hides ? <div><Button variant="link" onPress={() => setShown(true)}>{t('post.showDose')}</Button></div> : null}
    </>
  );
}
