import { TimelineDay, type TimelineDayQuery } from '@evenkeel/api-client';
import type { Timeline } from '@evenkeel/timeline-rules';
import { addDays, dayFacts } from '@evenkeel/timeline-scene';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { classes } from '../kit/classes.js';
import { Card, Muted } from '../kit/notice.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useOperation } from '../shell/use-operation.js';
import styles from './timeline.module.css';
import { useAnswerWords } from './use-answer-words.js';
import { timelineTopics } from './use-timeline.js';
import type { TimelineWords } from './use-timeline-words.js';

type Day = NonNullable<TimelineDayQuery['timelineDay']>;
export type DayNote = Day['notes'][number];

export interface DayCardParts {
  /** What can be done with the day, such as adding a note. */
  readonly dayActions?: (date: string) => ReactNode;
  readonly noteActions?: (note: DayNote) => ReactNode;
  readonly alertAddress: (id: string) => string;
  /** What an alert is called for this reader. */
  readonly alertName: (family: string) => string;
}

interface DayCardProps extends DayCardParts {
  readonly timeline: Timeline;
  readonly day: number;
  readonly words: TimelineWords;
}

/** Whoever holds an arrow key down passes many days; only where they rest is asked for. */
const restMs = 200;

/** The chosen day below the chart: what the timeline says of it at once, its answers, notes and alerts when they have been read. */
export function DayCard({ timeline, day, words, dayActions, noteActions, alertAddress, alertName }: DayCardProps) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const date = addDays(timeline.from, day);
  const rested = useRested(date);
  const result = useOperation(TimelineDay, { patientId: timeline.patientId, date: rested }, { topics: [...timelineTopics] });
  const read = rested === date ? result.data?.timelineDay ?? null : null;
  const { dose } = dayFacts(timeline, day);
  return (
    <Card title={format.date(date)}>
      {dose === null ? null : (
        <dl className={styles.dose}>
          <div>
            <dt>{t('card.dose')}</dt>
            <dd>{t(dose.planned ? 'card.dosePlanned' : 'card.doseOf', { medicine: words.medicine(dose.drug), dose: format.dose(dose.micrograms), day: format.number(dose.dayOfStep) })}</dd>
          </div>
        </dl>
      )}
      {/* Above what is still being read, so that nothing pushes it away under a finger. */}
      {dayActions?.(date)}
      {read !== null ? <Read day={read} zone={timeline.zone} noteActions={noteActions} alertAddress={alertAddress} alertName={alertName} />
        : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference}><p>{t('card.unreadable')}</p></ErrorState>
        : <Loading what={t('card.what')} />}
    </Card>
  );
}

function Read({ day, zone, noteActions, alertAddress, alertName }: { readonly day: Day; readonly zone: string } & DayCardParts) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const wordsOf = useAnswerWords();
  const answers = day.answers.flatMap((answer) => {
    const words = wordsOf(answer);
    return words === null ? [] : [{ ...words, at: answer.answeredAt }];
  });
  // Asked more than once on a day, every answer needs its time.
  const repeated = (question: string): boolean => answers.filter((each) => each.question === question).length > 1;
  return (
    <>
      {day.withheld.includes('overall') ? null : (
        <>
          <h3>{t('card.answers')}</h3>
          {answers.length === 0 ? <Muted>{t('card.noAnswers')}</Muted> : (
            <dl className={styles.answers}>
              {answers.map((answer, place) => (
                <div key={`${answer.question}-${place}`}>
                  <dt>{answer.question}</dt>
                  <dd>{repeated(answer.question) ? t('card.at', { said: answer.said, time: format.time(answer.at, zone) }) : answer.said}</dd>
                </div>
              ))}
            </dl>
          )}
        </>
      )}
      {day.alerts.length > 0 ? (
        <>
          <h3>{t('card.alerts')}</h3>
          <ul className={styles.alerts}>
            {day.alerts.map((alert) => <li key={alert.id}><Link to={alertAddress(alert.id)}>{t('card.at', { said: alertName(alert.family), time: format.time(alert.openedAt, zone) })}</Link></li>)}
          </ul>
        </>
      ) : null}
      {day.notes.length > 0 ? (
        <>
          <h3>{t('card.notes')}</h3>
          <ul className={styles.notes}>{day.notes.map((note) => <Note key={note.id} note={note} actions={noteActions?.(note)} />)}</ul>
        </>
      ) : null}
    </>
  );
}

function Note({ note, actions }: { readonly note: DayNote; readonly actions: ReactNode }) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const role = t(`shell:role.${note.authorRole}`, { defaultValue: note.authorRole });
  return (
    <li className={classes(styles.note, note.withdrawnAt !== null && styles.withdrawn)} data-visibility={note.visibility}>
      <p className={styles.noteText}>{note.withdrawnAt === null ? note.text : <s>{note.text}</s>}</p>
      <p className={styles.meta}>
        {note.authorName === null ? t('card.byRole', { role, when: format.dayTime(note.writtenAt) }) : t('card.by', { author: note.authorName, role, when: format.dayTime(note.writtenAt) })}
        {' '}
        {t(`visibility.${note.visibility}`, { defaultValue: '' })}
        {note.withdrawnAt === null ? null : ` ${t('card.withdrawn', { when: format.dayTime(note.withdrawnAt) })}`}
      </p>
      {note.withdrawnAt === null ? actions : null}
    </li>
  );
}

/** The value once it has not changed for a moment. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
