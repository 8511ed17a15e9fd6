import type { TaperPlan } from '@evenkeel/taper-rules';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../../kit/button.js';
import { Notice } from '../../kit/notice.js';
import { planOfVersion, type PlanVersion } from './plan-data.js';
import { formOf, type PlanForm } from './plan-form.js';
import { PhaseLines } from './phase-lines.js';
import styles from './editor.module.css';
import type { PlanWords } from './use-plan-words.js';

interface DraftConflictProps {
  /** What is typed here; `null` while it is no plan yet. */
  readonly mine: TaperPlan | null;
  readonly theirs: PlanVersion;
  readonly words: PlanWords;
  readonly onUseTheirs: (form: PlanForm) => void;
  readonly onSaveMine: () => void;
}

/** Somebody else has saved this draft: both stand side by side, and neither is thrown away before somebody chooses. */
export function DraftConflict({ mine, theirs, words, onUseTheirs, onSaveMine }: DraftConflictProps) {
  const { t } = useTranslation('taper-editor');
  const plan = planOfVersion(theirs);
  return (
    <Notice tone="wait" role="alert" title={t('conflict.title')}>
      <p>{t('conflict.text')}</p>
      <div className={styles.pair}>
        <div><h3>{t('conflict.mine')}</h3>{mine === null ? <p>{t('conflict.incomplete')}</p> : <PhaseLines plan={mine} words={words} />}</div>
        <div><h3>{t('conflict.theirs')}</h3>{plan === null ? <p>{t('conflict.unreadable')}</p> : <PhaseLines plan={plan} words={words} />}</div>
      </div>
      <ButtonRow>
        {plan === null ? null : <Button onPress={() => onUseTheirs(formOf(plan, theirs.reason ?? '', words.sign))}>{t('conflict.useTheirs')}</Button>}
        {mine === null ? null : <Button onPress={onSaveMine}>{t('conflict.saveMine')}</Button>}
      </ButtonRow>
    </Notice>
  );
}
