import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import type { ScheduleDraft } from './schedule-draft.js';

/** How schedules are put into words. */
export interface ScheduleWords {
  /** "every day at 9:00 am"; `HH:MM` in. */
  readonly rhythm: (localTime: string, everyDays: number) => string;
  /** "12 hours". */
  readonly span: (minutes: number) => string;
  /** "Eastern Time (America/New_York)". */
  readonly zone: (zone: string) => string;
  readonly wallTime: (localTime: string) => string;
  readonly error: (code: string, message?: string) => string;
  /** One field of a draft as it reads beside another version of it. */
  readonly field: (draft: ScheduleDraft, field: keyof ScheduleDraft) => string;
}

export function useScheduleWords(): ScheduleWords {
  const { t, i18n } = useTranslation('check-ins-staff');
  const format = useFormat();
  return useMemo(() => {
    const wallTime = (localTime: string): string => (/^\d\d:\d\d$/.test(localTime) ? format.time(`2026-01-01T${localTime}:00Z`, 'UTC') : localTime);
    const span = (minutes: number): string =>
      minutes % 60 === 0 ? t('span.hours', { count: minutes / 60 }) : minutes < 60 ? t('span.minutes', { count: minutes }) : t('span.both', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    return {
      wallTime,
      span,
      rhythm: (localTime, everyDays) => t('rhythm', { count: everyDays, time: wallTime(localTime) }),
      zone(zone) {
        try {
          const name = new Intl.DateTimeFormat(i18n.language, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(new Date(0)).find((part) => part.type === 'timeZoneName')?.value;
          return name ? `${name} (${zone.replaceAll('_', ' ')})` : zone;
        } catch {
          return zone;
        }
      },
      error: (code, message) => t(`error.${code}`, { defaultValue: message ?? code }),
      field(draft, field) {
        switch (field) {
          case 'localTime': return wallTime(draft.localTime);
          case 'everyDays': return t('everyDays', { count: Number(draft.everyDays) });
          case 'windowMinutes': return span(Number(draft.windowMinutes));
          case 'startsOn': return draft.startsOn === '' ? t('form.today') : format.date(draft.startsOn);
          case 'endsOn': return draft.endsOn === '' ? t('form.noEnd') : format.date(draft.endsOn);
          case 'paused': return draft.paused ? t('form.isPaused') : t('form.isRunning');
        }
      },
    };
  }, [t, i18n.language, format]);
}
