import { ApiError, SetCheckInSchedule } from '@evenkeel/api-client';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { ChoiceList } from '../kit/choice-list.js';
import { DateField, ErrorSummary, Select, TextField, TimeField, type FieldError } from '../kit/field.js';
import { Notice } from '../kit/notice.js';
import { Table } from '../kit/table.js';
import { useCommand } from '../shell/use-operation.js';
import { checkDraft, draftFields, draftOf, inputOf, isDraftField, stillWrong, type CheckInSchedule, type DraftErrors, type DraftField, type ScheduleDraft } from './schedule-draft.js';
import styles from './schedule-form.module.css';
import { SchedulePreview } from './schedule-preview.js';
import { useScheduleWords } from './use-schedule-words.js';

interface ScheduleFormProps {
  readonly patientId: string;
  readonly patientZone: string;
  /** The schedule as it is saved now; `null` for a new one. May change while the form is open. */
  readonly saved: CheckInSchedule | null;
  readonly onDone: (schedule: CheckInSchedule) => void;
  readonly onCancel: () => void;
}

const windows = [30, 60, 120, 240, 360, 480, 720, 1080, 1440];
const fieldId = (field: DraftField): string => `schedule-${field}`;

/**
 * Sets when check-ins come, with the list of what will fire beside it. Nothing typed is ever lost: a refusal names the
 * field and keeps the rest, and when somebody else has saved meanwhile both versions stand side by side.
 */
export function ScheduleForm({ patientId, patientZone, saved, onDone, onCancel }: ScheduleFormProps) {
  const { t } = useTranslation('check-ins-staff');
  const words = useScheduleWords();
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [errors, setErrors] = useState<DraftErrors>({});
  /** Counts the attempts to save: each one leads to the list of what is wrong, typing never does. */
  const [attempt, setAttempt] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);
  const save = useCommand(SetCheckInSchedule, ['schedule', 'patient', 'check-in']);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const conflict = base !== null && saved !== null && saved.rowVersion !== base.rowVersion;
  const change = (part: Partial<ScheduleDraft>): void => {
    const after = { ...draft, ...part };
    setErrors(stillWrong(errors, draft, after));
    setDraft(after);
  };

  async function send(over: CheckInSchedule | null): Promise<void> {
    if (save.isPending) return;
    setRefused(null);
    setAttempt((count) => count + 1);
    const found = checkDraft(draft);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    try {
      const { setCheckInSchedule: reply } = await save.mutateAsync({ input: inputOf(draft, { patientId, base: over }) });
      switch (reply.__typename) {
        case 'CheckInSchedule': onDone(reply); return;
        case 'InvalidInput':
          if (isDraftField(reply.field)) setErrors({ [reply.field]: reply.code });
          else setRefused(words.error(reply.code, reply.message));
          return;
        case 'Stale': setRefused(t('form.stale')); return;
        case 'NotFound': setRefused(t('form.notYours')); return;
      }
    } catch (error) {
      setRefused(error instanceof ApiError && error.failure === 'unreachable' ? t('form.unreachable') : t('form.fault'));
    }
  }

  const wrong = (field: DraftField): string | null => (errors[field] === undefined ? null : words.error(errors[field]));
  const summary: FieldError[] = draftFields.flatMap((field) => (wrong(field) === null ? [] : [{ fieldId: fieldId(field), message: wrong(field) ?? '' }]));
  const minutes = [...new Set([...windows, Number(draft.windowMinutes)])].filter((each) => each > 0).sort((left, right) => left - right);
  return (
    <form className={styles.form} noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void send(conflict ? saved : base); }} aria-labelledby="schedule-title">
      <h2 id="schedule-title" ref={title} tabIndex={-1}>{saved ? t('form.change') : t('form.new')}</h2>
      <ErrorSummary errors={summary} attempt={attempt} />
      {refused ? <Notice tone="wait" role="alert" title={t('form.notDone')}><p>{refused}</p></Notice> : null}
      <div className={styles.columns}>
        <div className={styles.fields}>
          <TimeField id={fieldId('localTime')} label={t('form.localTime')} description={t('form.zone', { zone: words.zone(patientZone) })} error={wrong('localTime')} value={draft.localTime} onChange={(localTime) => change({ localTime })} />
          <TextField id={fieldId('everyDays')} label={t('form.everyDays')} description={t('form.everyDaysHelp')} error={wrong('everyDays')} inputMode="numeric" value={draft.everyDays} onChange={(everyDays) => change({ everyDays })} />
          <Select id={fieldId('windowMinutes')} label={t('form.window')} description={t('form.windowHelp')} error={wrong('windowMinutes')} value={draft.windowMinutes} onChange={(windowMinutes) => change({ windowMinutes })} options={minutes.map((each) => ({ value: String(each), label: words.span(each) }))} />
          <DateField id={fieldId('startsOn')} label={t('form.startsOn')} description={t('form.startsOnHelp')} error={wrong('startsOn')} value={draft.startsOn} onChange={(startsOn) => change({ startsOn })} />
          <DateField id={fieldId('endsOn')} label={t('form.endsOn')} description={t('form.endsOnHelp')} error={wrong('endsOn')} value={draft.endsOn} onChange={(endsOn) => change({ endsOn })} />
          <ChoiceList label={t('form.pause')} values={draft.paused ? ['paused'] : []} onChange={(chosen) => change({ paused: chosen.length > 0 })} choices={[{ value: 'paused', label: t('form.paused') }]} />
        </div>
        <SchedulePreview patientId={patientId} patientZone={patientZone} draft={draft} base={base} />
      </div>
      {conflict ? (
        <Conflict saved={saved} draft={draft} onUseSaved={() => { setDraft(draftOf(saved)); setBase(saved); setRefused(null); setErrors({}); }} />
      ) : null}
      <ButtonRow>
        <Button type="submit" variant="primary" isPending={save.isPending}>{save.isPending ? t('form.saving') : conflict ? t('form.saveMine') : t('form.save')}</Button>
        <Button isDisabled={save.isPending} onPress={onCancel}>{t('form.cancel')}</Button>
      </ButtonRow>
    </form>
  );
}

/** Both versions side by side; neither is thrown away before somebody chooses. */
function Conflict({ saved, draft, onUseSaved }: { readonly saved: CheckInSchedule; readonly draft: ScheduleDraft; readonly onUseSaved: () => void }) {
  const { t } = useTranslation('check-ins-staff');
  const words = useScheduleWords();
  const theirs = draftOf(saved);
  return (
    <Notice tone="wait" role="alert" title={t('conflict.title')}>
      <p>{t('conflict.text')}</p>
      <Table
        caption={t('conflict.title')}
        captionHidden
        rows={draftFields.filter((field) => theirs[field] !== draft[field])}
        rowKey={(field) => field}
        columns={[
          { key: 'field', header: t('conflict.field'), cell: (field) => t(`conflict.fields.${field}`) },
          { key: 'saved', header: t('conflict.saved'), cell: (field) => words.field(theirs, field) },
          { key: 'typed', header: t('conflict.typed'), cell: (field) => words.field(draft, field) },
        ]}
        empty={<p>{t('conflict.same')}</p>}
      />
      <Button onPress={onUseSaved}>{t('conflict.useSaved')}</Button>
    </Notice>
  );
}
