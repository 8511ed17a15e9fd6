import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { spanSince, spanUntil, type Span } from './spans.js';

/** How alerts are put into words, in the language of the screen. */
export interface AlertWords {
  /** What fired, as a sentence: "A seizure was reported". */
  readonly fired: (family: string) => string;
  readonly tier: (tier: string) => string;
  /** "the prescriber and the therapist". */
  readonly roles: (roles: readonly string[]) => string;
  readonly role: (role: string) => string;
  /** "38 min", counted down to whole minutes. Epoch milliseconds. */
  readonly since: (from: number, now: number) => string;
  /** "4 min", counted up; "less than a minute" when due. */
  readonly until: (to: number, now: number) => string;
  /** A refusal of the server in the language of the screen; its own sentence when the code is new to this page. */
  readonly refusal: (refusal: { readonly code: string; readonly message: string }) => string;
}

export function useAlertWords(): AlertWords {
  const { t, i18n } = useTranslation('escalation-staff');
  return useMemo(() => {
    const role = (code: string): string => t(`role.${code}`, { defaultValue: code });
    const words = (span: Span): string => {
      switch (span.kind) {
        case 'now': return t('span.now');
        case 'minutes': return t('span.minutes', { minutes: span.minutes });
        case 'hours': return span.minutes === 0 ? t('span.hours', { hours: span.hours }) : t('span.hoursMinutes', { hours: span.hours, minutes: span.minutes });
        case 'days': return t('span.days', { count: span.days });
      }
    };
    return {
      fired: (family) => t(`fired.${family}`, { defaultValue: t('fired.other') }),
      tier: (tier) => t(`tier.${tier}`, { defaultValue: tier }),
      roles: (codes) => new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format([...new Set(codes)].map(role)),
      role,
      since: (from, now) => words(spanSince(from, now)),
      until: (to, now) => words(spanUntil(to, now)),
      refusal: ({ code, message }) => t(`refusal.${code}`, { defaultValue: message }),
    };
  }, [t, i18n.language]);
}
