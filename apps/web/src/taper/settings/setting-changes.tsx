import type { TaperFigures } from '@evenkeel/taper-rules';
import { useTranslation } from 'react-i18next';
import { changedFields } from './settings-form.js';
import styles from './settings.module.css';
import type { SettingWords } from './use-setting-words.js';

/** Figure by figure what one table asks for and the one before did not. */
export function SettingChanges({ before, after, words }: { readonly before: TaperFigures; readonly after: TaperFigures; readonly words: SettingWords }) {
  const { t } = useTranslation('taper-settings');
  const changed = changedFields(before, after);
  if (changed.length === 0) return <p>{t('change.none')}</p>;
  return <ul className={styles.lines}>{changed.map((field) => <li key={field}>{t('change.one', { factor: words.factor(field), before: words.value(field, before), after: words.value(field, after) })}</li>)}</ul>;
}
