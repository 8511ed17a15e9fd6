import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Card, Muted, Notice, Stack } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import type { CheckInSchedule } from './schedule-draft.js';
import { ScheduleForm } from './schedule-form.js';
import { useScheduleWords } from './use-schedule-words.js';

interface SchedulesCardProps {
  readonly patientId: string;
  readonly patientZone: string;
  readonly schedules: readonly CheckInSchedule[];
  /** Whether the reader's role may change them. */
  readonly mayChange: boolean;
}

/** When check-ins come, and the form that changes it. One form at a time. */
export function SchedulesCard({ patientId, patientZone, schedules, mayChange }: SchedulesCardProps) {
  const { t } = useTranslation('check-ins-staff');
  const format = useFormat();
  /** Id of the schedule in the form, `new` for a new one. */
  const [open, setOpen] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const said = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  // The form that had the focus is gone: the reader goes on at what was saved, or where the form stood.
  useEffect(() => {
    if (wasOpen.current && open === null) (said.current ?? place.current)?.focus();
    wasOpen.current = open !== null;
  }, [open]);
  if (open !== null) {
    return (
      <ScheduleForm
        key={open}
        patientId={patientId}
        patientZone={patientZone}
        saved={schedules.find((schedule) => schedule.id === open) ?? null}
        onCancel={() => setOpen(null)}
        onDone={(saved) => {
          setOpen(null);
          setDone(saved.paused || saved.nextAt === null ? t('saved.none') : t('saved.next', { when: format.dayTime(saved.nextAt, patientZone) }));
        }}
      />
    );
  }
  const begin = (id: string): void => { setDone(null); setOpen(id); };
  const ended = schedules.filter((schedule) => !schedule.paused && schedule.nextAt === null);
  const live = schedules.filter((schedule) => !ended.includes(schedule));
  const line = (schedule: CheckInSchedule) => (
    <ScheduleLine key={schedule.id} schedule={schedule} isMain={live.length === 1 && live[0] === schedule} onChange={mayChange ? () => begin(schedule.id) : null} />
  );
  return (
    <div ref={place} tabIndex={-1}><Card title={t('title')}>
      {done ? <div ref={said} tabIndex={-1}><Notice tone="ok" role="status"><p>{done}</p></Notice></div> : null}
      {live.length === 0 ? <p>{mayChange ? t('emptyMayChange') : t('empty')}</p> : null}
      {live.map(line)}
      {mayChange ? (
        <div>{live.length === 0 ? <Button variant="primary" onPress={() => begin('new')}>{t('add')}</Button> : <Button variant="link" onPress={() => begin('new')}>{t('addAnother')}</Button>}</div>
      ) : null}
      {ended.length > 0 ? (
        <details>
          <summary>{t('ended', { count: ended.length })}</summary>
          <Stack>{ended.map(line)}</Stack>
        </details>
      ) : null}
    </Card></div>
  );
}

interface ScheduleLineProps {
  readonly schedule: CheckInSchedule;
  /** The only live schedule: changing it is the one thing to do. */
  readonly isMain: boolean;
  /** `null` when the reader may not change it. */
  readonly onChange: (() => void) | null;
}

/** One schedule in words. */
function ScheduleLine({ schedule, isMain, onChange }: ScheduleLineProps) {
  const { t } = useTranslation('check-ins-staff');
  const words = useScheduleWords();
  const format = useFormat();
  return (
    <Stack gap="text">
      <p>
        <b>{words.rhythm(schedule.localTime, schedule.everyDays)}</b>. {t('openFor', { span: words.span(schedule.windowMinutes) })}
        {schedule.endsOn ? ` ${t('until', { date: format.date(schedule.endsOn) })}` : null}
      </p>
      <p>{schedule.paused ? t('isPaused') : schedule.nextAt ? t('next', { when: format.dayTime(schedule.nextAt, schedule.zone) }) : t('noNext')}</p>
      <Muted>{t('inZone', { zone: words.zone(schedule.zone) })}</Muted>
      {onChange ? <div><Button onPress={onChange} variant={isMain ? 'primary' : 'outline'}>{t('change')}</Button></div> : null}
    </Stack>
  );
}
