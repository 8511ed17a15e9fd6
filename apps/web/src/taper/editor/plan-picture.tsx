import type { TaperPlan } from '@evenkeel/taper-rules';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoseCurveView } from './dose-curve-view.js';
import { HoldTry } from './hold-try.js';
import type { Around, Ask } from './picture.js';
import { StepTable } from './step-table.js';
import { SupplyTable } from './supply-table.js';
import { usePicture } from './use-picture.js';
import { usePlanSentence } from './use-plan-sentence.js';
import type { PlanWords } from './use-plan-words.js';
import styles from './editor.module.css';

interface PlanPictureProps {
  readonly plan: TaperPlan;
  readonly around: Around;
  readonly words: PlanWords;
  /** Whether a hold may be tried here: not on a page with one thing to do. */
  readonly tries: boolean;
}

/** A plan that is not written any more: the same curve and tables as in the editor, with what happened to it. */
export function PlanPicture({ plan, around, words, tries }: PlanPictureProps) {
  const { t } = useTranslation('taper-editor');
  const [page, setPage] = useState(0);
  const [supplyDays, setSupplyDays] = useState(28);
  const [hold, setHold] = useState<Ask['hold']>(null);
  const ask = useMemo((): Ask => ({ plan, changes: plan.changes, isNew: false, supplyDays, page, hold }), [plan, supplyDays, page, hold]);
  const { sketch, detail, feed } = usePicture(ask, around);
  const sentence = usePlanSentence(words);
  if (sketch === null) return null;
  if (sketch.curve === null) return <p className={styles.part}>{t('version.cannotShow')}</p>;
  const next = detail?.rows.find(({ startsOn }) => startsOn > around.today)?.startsOn ?? around.today;
  return (
    <>
      <DoseCurveView curve={sketch.curve} feed={feed} words={words} sentence={sentence(plan, sketch)} inEquivalentsOf={sketch.inEquivalentsOf} />
      {detail === null ? null : (
        <>
          <StepTable rows={detail.rows} count={detail.rowCount} page={page} onPage={setPage} words={words} />
          <SupplyTable supply={detail.supply} periods={detail.supplyPeriods} days={supplyDays} onDays={setSupplyDays} words={words} />
          {tries ? <HoldTry hold={hold} onHold={setHold} detail={detail} firstDay={next} endsOn={sketch.endsOn} words={words} /> : null}
        </>
      )}
    </>
  );
}
