import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';
import type { Statement } from './own-alert.js';

/** The words for a sentence of the server: as a heading, as the text below it, and as one line of what happened. */
export function useStatement() {
  const { t } = useTranslation('escalation');
  const format = useFormat();
  const facts = (statement: Statement): { who: string; Who: string; time: string } => ({
    who: t(`party.${statement.who ?? 'team'}`),
    Who: t(`Party.${statement.who ?? 'team'}`),
    time: statement.at === null ? '' : format.dayTime(statement.at),
  });
  return {
    headline: (statement: Statement): string => t(`statement.${statement.code}.title`, facts(statement)),
    text: (statement: Statement): string => t(`statement.${statement.code}.text`, facts(statement)),
    fact: (statement: Statement): string => t(`fact.${statement.code}`, facts(statement)),
  };
}
