import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { Muted, Notice } from '../../kit/notice.js';
import { useFormat } from '../../language/use-format.js';
import { useSignedIn } from '../../shell/session-context.js';
import { AnswerTask } from './answer-task.js';
import { type CareTask, type ListedTask, placeOf, subjectOf } from './task-list.js';
import styles from './tasks.module.css';

interface TaskCardProps extends ListedTask {
  readonly isAnswering: boolean;
  readonly onAnswer: () => void;
  readonly onDone: (outcome: string) => void;
  readonly onCancel: () => void;
}

/** One task: what it is, about whom, until when, and the way to where it is done. */
export function TaskCard({ task, isGone, isAnswering, onAnswer, onDone, onCancel }: TaskCardProps) {
  const { t } = useTranslation('care-team-tasks');
  const { role } = useSignedIn();
  const place = placeOf(task, role);
  return (
    <li className={styles.task}>
      <TaskHead task={task} />
      {isGone ? <Notice tone="wait" role="status" title={t('gone.title')}><p>{t('gone.text')}</p></Notice> : null}
      {isAnswering ? <AnswerTask task={task} onDone={onDone} onCancel={onCancel} /> : (
        <ButtonRow>
          {task.outcomes.length > 0 ? <Button onPress={onAnswer} aria-label={t('answerNamed', { task: t(`kind.${task.kind}.name`), name: task.patientName })}>{t('answerIt')}</Button> : null}
          <ButtonLink to={place.to} variant="link">{t(place.label, { name: task.patientName })}</ButtonLink>
        </ButtonRow>
      )}
      {task.outcomes.length === 0 && !isGone ? <Muted>{t(`forRole.${task.forRole}`)}</Muted> : null}
    </li>
  );
}

/** What a task says of itself, open or closed. */
export function TaskHead({ task }: { readonly task: CareTask }) {
  const { t } = useTranslation('care-team-tasks');
  const format = useFormat();
  const subject = subjectOf(task.about);
  const which = subject === null ? null : 'number' in subject ? t('version', { number: subject.number }) : t('day', { date: format.date(subject.date) });
  const due = task.closedAt === null ? t(task.isLate ? 'wasDue' : 'due', { time: format.dayTime(task.dueAt) })
    : t(task.closedByName === null ? 'settledAt' : 'closedAt', { time: format.dayTime(task.closedAt), who: task.closedByName ?? '' });
  return (
    <>
      <h3><Link to={`/patients/${task.patientId}`}>{task.patientName}</Link>{': '}{t(`kind.${task.kind}.name`)}</h3>
      <p>{t(`kind.${task.kind}.text`)}</p>
      <p><strong>{due}</strong>{which === null ? '' : ` · ${which}`}{task.attempts > 0 ? ` · ${t('attempts', { count: task.attempts })}` : ''}</p>
      {task.outcome === null ? null : <p>{t(`ended.${task.outcome}`, { defaultValue: task.outcome })}</p>}
      {task.note === null ? null : <Muted>{t('note', { note: task.note })}</Muted>}
    </>
  );
}
