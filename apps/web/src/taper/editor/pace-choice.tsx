import { paceChoices, type DayDose, type Pace, type PatientFacts, type TaperSettings } from '@evenkeel/taper-rules';
import { memo, type Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../kit/button.js';
import styles from './editor.module.css';
import type { FormAction } from './form-actions.js';
import type { PlanWords } from './use-plan-words.js';

interface PaceChoiceProps {
  readonly patient: PatientFacts;
  readonly settings: TaperSettings;
  readonly dose: DayDose;
  /** Whether phases would be replaced. */
  readonly replaces: boolean;
  readonly dispatch: Dispatch<FormAction>;
  readonly words: PlanWords;
}

/** Paces to begin with, and what of the patient speaks for a slower one. Nothing is chosen beforehand. */
export const PaceChoice = memo(function PaceChoice({ patient, settings, dose, replaces, dispatch, words }: PaceChoiceProps) {
  const { t } = useTranslation('taper-editor');
  const choose = (pace: Pace): void => dispatch({ do: 'pace', pace, sign: words.sign });
  return (
    <details className={styles.checks} open={!replaces}>
      <summary>{t('pace.title')}</summary>
      <p className={styles.muted}>{t(replaces ? 'pace.replaces' : 'pace.help')}</p>
      <p className={styles.muted}>{settings.version === 0 ? t('pace.defaults') : t('pace.signed', { version: words.number(settings.version) })} <Link to="/taper-settings">{t('pace.toTable')}</Link></p>
      <ul className={styles.findings}>
        {paceChoices(patient, dose, settings).map(({ pace, tooFastFor, isSuggested }) => (
          <li key={pace.code} className={styles.finding} data-verdict={tooFastFor.length > 0 ? 'warn' : isSuggested ? 'inform' : 'ok'}>
            <div><Button onPress={() => choose(pace)}>{t(`pace.${pace.code}`, { percent: words.percent(pace.points), days: words.number(pace.everyDays) })}</Button></div>
            {isSuggested ? <p>{t('pace.suggested')}</p> : null}
            {tooFastFor.length > 0 ? <p>{t('pace.tooFast', { reasons: tooFastFor.map((reason) => t(`paceReason.${reason}`, { years: words.number(settings.slowerFromAge), months: words.number(settings.longUseMonths) })).join(', ') })}</p> : null}
            <p className={styles.small}>{pace.source}</p>
          </li>
        ))}
      </ul>
    </details>
  );
});
