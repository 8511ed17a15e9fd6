import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/use-format.js';
import styles from './editor.module.css';
import type { Draft } from './use-draft.js';

/** Where what is typed is now, in words that are true. */
export function DraftLine({ draft, isComplete, isOnline }: { readonly draft: Draft; readonly isComplete: boolean; readonly isOnline: boolean }) {
  const { t } = useTranslation('taper-editor');
  const format = useFormat();
  const { isDirty, isSaving, savedAt, version, theirs } = draft;
  const said = isSaving ? t('draft.saving')
    : !isDirty && version !== null ? t(savedAt === null ? 'draft.opened' : 'draft.saved', { time: savedAt === null ? '' : format.time(savedAt), number: version.number })
    : theirs !== null ? t('draft.waits')
    : !isOnline ? t('draft.offline')
    : !isComplete ? t('draft.incomplete')
    : t('draft.soon');
  return <p className={styles.saved} role="status" data-testid="draft-line">{said}</p>;
}
