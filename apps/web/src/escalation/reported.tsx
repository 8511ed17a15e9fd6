import type { AlertQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import styles from './alert-page.module.css';
import { inReadingOrder } from './reading-order.js';

type Answers = NonNullable<NonNullable<AlertQuery['alert']>['context']>['answers'];

/** What the patient answered, in words, what matters most first, with the time of the answers. */
export function Reported({ answers }: { readonly answers: Answers }) {
  const { t } = useTranslation('escalation-staff');
  const format = useFormat();
  const ordered = inReadingOrder(answers);
  const last = ordered.map((answer) => answer.answeredAt).sort().at(-1);
  const words = (answer: Answers[number]): string => {
    if (answer.text !== null) return t(`answer.${answer.question}`, { text: answer.text, defaultValue: `“${answer.text}”` });
    const name = answer.question.startsWith('symptom.') ? t(`symptomName.${answer.question.slice('symptom.'.length)}`, { defaultValue: answer.question }) : '';
    if (answer.value === null || answer.value < 0) {
      const without = t(answer.value === -2 ? 'answer.notSure' : 'answer.skipped');
      return t('answer.absent', { what: name || t(`answer.name.${answer.question}`, { defaultValue: answer.question }), without });
    }
    if (name) return t('answer.symptom', { name, level: t(`answer.level.${answer.value}`, { defaultValue: String(answer.value) }) });
    if (answer.question === 'overall') return t('answer.overall', { value: answer.value });
    return t(`answer.${answer.question}.${answer.value}`, { defaultValue: `${answer.question}: ${answer.value}` });
  };
  return (
    <ul className={styles.reported}>
      {ordered.map((answer) => <li key={answer.question}>{words(answer)}</li>)}
      {last ? <li className={styles.muted}>{t('context.answeredAt', { time: format.dayTime(last) })}</li> : null}
    </ul>
  );
}
