import { useTranslation } from 'react-i18next';

/** Kinds of data, roles and reasons in words, with one for what is not known here yet. */
export function useSharingWords() {
  const { t, i18n } = useTranslation('care-team');
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const kind = (category: string): string => t(`kind.${category}`, { defaultValue: t('kind.other') });
  return {
    kind,
    kinds: (categories: readonly string[]): string => list.format([...new Set(categories.map(kind))]),
    names: (names: readonly string[]): string => list.format(names),
    covers: (category: string): string => t(`covers.${category}`, { defaultValue: '' }),
    role: (role: string): string => t(`role.${role}`, { defaultValue: role }),
    /** A role as a whole, or the name of one person. */
    recipient: (consent: { readonly recipientRole: string | null; readonly recipientName: string | null }): string =>
      (consent.recipientRole === null ? (consent.recipientName ?? '') : t(`everyRole.${consent.recipientRole}`, { defaultValue: consent.recipientRole })),
    reason: (reason: string): string => t(`reason.${reason}`, { defaultValue: reason }),
    basis: ({ kind: word, reason }: { readonly kind: string; readonly reason: string | null }): string =>
      (word === 'break-glass'
        ? t('basis.break-glass', { reason: reason === null ? '' : t(`reason.${reason}`, { defaultValue: reason }) })
        : t(`basis.${word}`, { defaultValue: t('basis.other', { kind: word }) })),
    did: (actions: readonly string[]): string =>
      list.format([...new Set(actions.map((action) => t(`did.${action.split('.')[0] ?? ''}`, { defaultValue: t('did.other') })))]),
  };
}
