import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotDone } from './reply.js';

/** Why a change was not made, in a sentence. What the server says in the reader's language is left as it says it. */
export function useNotDone(): (not: NotDone) => string {
  const { t } = useTranslation('taper-editor');
  return useCallback(({ kind, code, message }) => {
    if (kind !== 'refused') return t(`notDone.${kind}`);
    const words = t(`refusal.${code}`, { defaultValue: '' });
    return words !== '' ? words : message !== '' ? message : t('notDone.fault');
  }, [t]);
}
