import type { TimelineDayQuery } from '@evenkeel/api-client';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

type Answer = NonNullable<TimelineDayQuery['timelineDay']>['answers'][number];

export interface AnswerWords {
  readonly question: string;
  readonly said: string;
}

const followUps: Readonly<Record<string, readonly string[]>> = {
  'seizure-when': ['now', 'withinADay', 'earlier'],
  'suicidal-acuity': ['no', 'yes'],
  'hallucination-insight': ['no', 'yes'],
};
const notSure = -2;

/** Answers as the patient gave them: the words of the question and of the choice. What was skipped says nothing: `null`. */
export function useAnswerWords(): (answer: Answer) => AnswerWords | null {
  const { t } = useTranslation('check-ins');
  const { t: own } = useTranslation('timeline');
  return useMemo(() => ({ question, value, text }) => {
    if (text !== null) return { question: own(`answer.${question}`, { defaultValue: own('answer.words') }), said: own('answer.quoted', { text }) };
    if (value === notSure && question === 'overall') return { question: own('card.overall'), said: t('overall.notSure') };
    if (value === null || value < 0) return null;
    if (question === 'overall') return { question: own('card.overall'), said: own('card.overallOf', { value }) };
    if (question === 'sleep' || question === 'dose') return { question: t(`screen.${question}.heading`), said: t(`choice.${question}.${value}`) };
    if (question === 'red-flags-none' || question === 'sedation-none') return { question: own(`answer.${question}`), said: t(`event.${question}`) };
    if (question.startsWith('symptom.')) return { question: t(question, { defaultValue: question.slice('symptom.'.length) }), said: t(`level.${value}`) };
    if (question.startsWith('event.')) return { question: own('answer.reported'), said: t(question, { defaultValue: question.slice('event.'.length) }) };
    const choice = followUps[question]?.[value];
    return choice === undefined ? null : { question: t(`followUp.${question}.question`), said: t(`followUp.${question}.${choice}`) };
  }, [t, own]);
}
