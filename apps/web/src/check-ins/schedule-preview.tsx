import { CheckInPreview, type CheckInPreviewQuery } from '@evenkeel/api-client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Muted } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { useOperation } from '../shell/use-operation.js';
import { checkDraft, inputOf, type CheckInSchedule, type ScheduleDraft } from './schedule-draft.js';
import styles from './schedule-form.module.css';
import { useScheduleWords } from './use-schedule-words.js';

interface SchedulePreviewProps {
  readonly patientId: string;
  readonly patientZone: string;
  readonly draft: ScheduleDraft;
  readonly base: CheckInSchedule | null;
}

type Preview = CheckInPreviewQuery['checkInPreview'];

const settleMs = 350;
const shownFirings = 14;

/** What the draft would send, by the rules that will send it. Follows the typing; keeps the last list while it asks. */
export function SchedulePreview({ patientId, patientZone, draft, base }: SchedulePreviewProps) {
  const { t } = useTranslation('check-ins-staff');
  const words = useScheduleWords();
  const format = useFormat();
  const settled = useSettled(draft);
  const complete = Object.keys(checkDraft(settled)).length === 0;
  const result = useOperation(
    CheckInPreview,
    { input: inputOf(complete ? settled : { ...settled, everyDays: '1', windowMinutes: '720', localTime: '09:00' }, { patientId, base }), count: shownFirings },
    { topics: ['schedule'], enabled: complete },
  );
  const [kept, setKept] = useState<Preview | null>(null);
  const answer = complete ? (result.data?.checkInPreview ?? null) : null;
  if (answer !== null && answer !== kept) setKept(answer);
  const shown = answer ?? kept;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <section className={styles.preview} aria-labelledby="preview-title">
      <h3 id="preview-title">{t('preview.title')}</h3>
      <Muted>{t('preview.zone', { zone: words.zone(patientZone) })}</Muted>
      <div role="status" className="visually-hidden">{answer?.__typename === 'CheckInPreview' ? t('preview.count', { count: answer.firings.length }) : null}</div>
      {!complete ? <p>{t('preview.incomplete')}</p>
        : draft.paused ? <p>{t('preview.paused')}</p>
        : result.isError ? <p>{t('preview.failed')}</p>
        : shown === null ? <p className={styles.muted}>{t('preview.asking')}</p>
        : shown.__typename !== 'CheckInPreview' ? <p>{words.error(shown.code, shown.message)}</p>
        : shown.firings.length === 0 ? <p>{t('preview.none')}</p>
        : (
          <ol className={styles.firings}>
            {shown.firings.map((firing) => (
              <li key={firing.localDate} data-shifted={firing.shifted}>
                <span>{format.date(firing.localDate)}</span>
                <span>{t('preview.window', { from: format.time(firing.opensAt, patientZone), to: closing(format, firing, patientZone) })}</span>
                {here !== patientZone ? <span className={`${styles.note} ${styles.muted}`}>{t('preview.yourTime', { time: format.time(firing.opensAt) })}</span> : null}
                {firing.shifted ? <span className={styles.shifted}>{t('preview.shifted', { planned: words.wallTime(settled.localTime), time: format.time(firing.opensAt, patientZone) })}</span> : null}
              </li>
            ))}
          </ol>
        )}
    </section>
  );
}

/** The time of closing, with its day when that is another one. */
function closing(format: ReturnType<typeof useFormat>, firing: { readonly localDate: string; readonly closesAt: string }, zone: string): string {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(firing.closesAt));
  return date === firing.localDate ? format.time(firing.closesAt, zone) : `${format.date(date)}, ${format.time(firing.closesAt, zone)}`;
}

/** The value once it has stood still for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
