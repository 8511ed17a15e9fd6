import type { AlertQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import styles from './alert-page.module.css';
import { inReadingOrder } from './reading-order.js';

type Context = NonNullable<NonNullable<AlertQuery['alert']>['context']>;
type Answers = Context['answers'];

/** What the patient answered, in words, what matters most first, with the time of the answers. What came later says so. */
export function Reported({ answers, addedAt }: Pick<Context, 'answers' | 'addedAt'>) {
  const { t } = useTranslation('escalation-staff');
  const format = useFormat();
  const ordered = inReadingOrder(answers);
  const last = ordered.map((answer) => answer.answeredAt).sort().at(-1);
  const words = (answer: Answers[number]): string => {
    if (answer.text !== null) return t(`answer.${answer.question}`, { text: answer.text, defaultValue: `“${answer.text}”` });
    const name = answer.question.startsWith('symptom.') ? t(`symptomName.${answer.question.slice('symptom.'.length)}`, { defaultValue: answer.question }) : '';
    if (answer.question.startsWith('event.') && (answer.value ?? 0) < 0) return t('answer.takenBack', { what: t(`answer.${answer.question}.1`, { defaultValue: answer.question }) });
    if (answer.value === null || answer.value < 0) {
      const without = t(answer.value === -2 ? 'answer.notSure' : 'answer.skipped');
      return t('answer.absent', { what: name || t(`answer.name.${answer.question}`, { defaultValue: answer.question }), without });
    }
    if (name) return t('answer.symptom', { name, level: t(`answer.level.${answer.value}`, { defaultValue: String(answer.value) }) });
    if (answer.question === 'overall') return t('answer.overall', { value: answer.value });
    return t(`answer.${answer.question}.${answer.value}`, { defaultValue: `${answer.question}: ${answer.value}` });
  };
  return (
    <>
      <ul className={styles.reported}>
        {ordered.map((answer) => (
          <li key={answer.question}>
            {words(answer)}
            {answer.later ? <span className={styles.muted}> ({t(`context.later.${answer.later}`, { time: format.dayTime(answer.answeredAt), defaultValue: answer.later })})</span> : null}
          </li>
        ))}
        {last ? <li className={styles.muted}>{t('context.answeredAt', { time: format.dayTime(last) })}</li> : null}
      </ul>
      {/* There before it says something, or a screen reader would not say it. */}
      <p role="status" className={styles.later}>{addedAt ? t('context.addedTo', { time: format.dayTime(addedAt) }) : null}</p>
    </>
  );
}
