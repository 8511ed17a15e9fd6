import { CloseTask } from '@evenkeel/api-client';
import { mostOfTaskNote } from '@evenkeel/care-team-rules';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../../kit/button.js';
import { ChoiceGrid } from '../../kit/choice-grid.js';
import { ErrorSummary, TextArea, type FieldError } from '../../kit/field.js';
import { useOnline } from '../../shell/use-online.js';
import { useCommand } from '../../shell/use-operation.js';
import type { CareTask } from './task-list.js';
import styles from './tasks.module.css';

interface AnswerTaskProps {
  readonly task: CareTask;
  readonly onDone: (outcome: string) => void;
  readonly onCancel: () => void;
}

/** How a task ended, and a note. What was typed stays until the server has taken it. */
export function AnswerTask({ task, onDone, onCancel }: AnswerTaskProps) {
  const { t } = useTranslation('care-team-tasks');
  const online = useOnline();
  const id = useId();
  const close = useCommand(CloseTask, ['task']);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const refuse = (message: string, field: string | null): void => {
    setErrors([{ fieldId: field === 'note' ? `${id}-note` : null, message }]);
    setAttempt((so) => so + 1);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (outcome === null) return refuse(t('answer.choose'), null);
    if (outcome === 'not-needed' && note.trim() === '') return refuse(t('answer.why'), 'note');
    close.mutateAsync({ input: { id: task.id, outcome, note: note.trim() === '' ? null : note.trim() } }).then(
      ({ closeTask: answer }) => {
        if (answer.__typename === 'CareTask') onDone(outcome);
        else refuse(answer.message, answer.field ?? null);
      },
      () => refuse(t('answer.failed'), null),
    );
  };
  const noteError = errors.find(({ fieldId }) => fieldId !== null)?.message ?? null;
  return (
    <form onSubmit={submit} className={styles.answer} noValidate>
      <h3 id={`${id}-title`} ref={title} tabIndex={-1}>{t('answer.title')}</h3>
      <ErrorSummary errors={errors} attempt={attempt} />
      <ChoiceGrid labelledBy={`${id}-title`} columns={1} value={outcome} onChange={setOutcome}
        choices={task.outcomes.map((value) => ({ value, label: t(`outcome.${value}`, { defaultValue: value }), note: value === 'not-reached' ? t('answer.again') : undefined }))} />
      <TextArea id={`${id}-note`} label={t(outcome === 'not-needed' ? 'answer.noteAsked' : 'answer.note')} description={t('answer.noteHelp')} error={noteError} value={note} onChange={setNote} rows={3} maxLength={mostOfTaskNote} />
      {online ? null : <p>{t('answer.offline')}</p>}
      <ButtonRow>
        <Button type="submit" variant="primary" isPending={close.isPending} isDisabled={!online}>{close.isPending ? t('answer.saving') : t('answer.save')}</Button>
        <Button onPress={onCancel} isDisabled={close.isPending}>{t('answer.cancel')}</Button>
      </ButtonRow>
    </form>
  );
}
