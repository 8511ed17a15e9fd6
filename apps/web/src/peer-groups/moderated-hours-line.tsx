import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import './catalogue.js';
import { hoursAt } from './moderated-hours.js';

interface ModeratedHoursLineProps {
  readonly hours: { readonly moderatedFrom: string; readonly moderatedTo: string; readonly zone: string };
}

/** When somebody reads along, true to the minute, and by whose clock when that is not the reader's. */
export function ModeratedHoursLine({ hours: { moderatedFrom: from, moderatedTo: to, zone } }: ModeratedHoursLineProps) {
  const { t } = useTranslation('peer-groups');
  const format = useFormat();
  const now = useMinute();
  // The hours come as a time of day; a date is needed only to write it as the language does.
  const clock = (at: string): string => format.time(`2026-01-01T${at}:00Z`, 'UTC');
  const isElsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== zone;
  return (
    <p>
      {t(`hours.${hoursAt(now, zone, { from, to })}`, { from: clock(from), to: clock(to) })}
      {isElsewhere && from !== to ? ` ${t('hours.clock', { zone: (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ') })}` : null}
    </p>
  );
}

function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
