import { CheckPlanDraft } from '@evenkeel/api-client';
import { defaultTaperSettings, type TaperPlan } from '@evenkeel/taper-rules';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { ErrorSummary, TextArea } from '../../kit/field.js';
import { Notice } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { StatusLine } from '../../kit/states.js';
import { useCommand } from '../../shell/use-operation.js';
import { useOnline } from '../../shell/use-online.js';
import { CheckPanel } from './check-panel.js';
import { DoseCurveView } from './dose-curve-view.js';
import { DraftConflict } from './draft-conflict.js';
import { DraftLine } from './draft-line.js';
import styles from './editor.module.css';
import { FactorChoice } from './factor-choice.js';
import { fieldId } from './field-id.js';
import { keepForm } from './form-memory.js';
import { HoldTry } from './hold-try.js';
import { PhasesPart } from './phases-part.js';
import type { Around, Ask } from './picture.js';
import { earlierMedicines, findingsOf, liveFindings, type PlanVersion } from './plan-data.js';
import { blankForm, formOf } from './plan-form.js';
import { choicesOf, formField, medicinesOf, referenceOf } from './plan-of-form.js';
import { ProductsChoice } from './products-choice.js';
import { outcomeOf, type NotDone } from './reply.js';
import { StartDose } from './start-dose.js';
import { StepTable } from './step-table.js';
import { SupplyTable } from './supply-table.js';
import { useDraft } from './use-draft.js';
import { useFieldName } from './use-field-name.js';
import { useNotDone } from './use-not-done.js';
import { usePicture } from './use-picture.js';
import { useFieldErrors, usePlanForm } from './use-plan-form.js';
import { usePlanSentence } from './use-plan-sentence.js';
import { useStable } from './use-stable.js';
import type { PlanWords } from './use-plan-words.js';

interface PlanEditorProps {
  readonly patientId: string;
  readonly patientName: string;
  /** The draft as it was read last; `null` for a new one. */
  readonly read: PlanVersion | null;
  /** The plan it opens with; `null` for an empty form. */
  readonly opensWith: TaperPlan | null;
  readonly around: Around;
  readonly country: string;
  readonly words: PlanWords;
  readonly onFirstSaved: (number: number) => void;
}

/**
 * The plan as it is written: fields on one side, what follows from them on the other, at once. The rules are those of the
 * server; what counts is what they say when the plan is checked and when it is signed.
 */
export function PlanEditor({ patientId, patientName, read, opensWith, around, country, words, onFirstSaved }: PlanEditorProps) {
  const { t } = useTranslation('taper-editor');
  const navigate = useNavigate();
  const online = useOnline();
  const say = useNotDone();
  const { form, dispatch, plan, faults, settle } = usePlanForm({
    patientId, number: read?.number ?? null, sign: words.sign, around,
    opened: () => (opensWith === null ? blankForm('') : formOf(opensWith, read?.reason ?? '', words.sign)),
  }, (moving) => look(askOf(moving)));
  const draft = useDraft({ patientId, read, plan, reason: form.reason, isOnline: online, onFirstSaved });
  const [page, setPage] = useState(0);
  const [supplyDays, setSupplyDays] = useState(28);
  const [hold, setHold] = useState<Ask['hold']>(null);
  const askOf = useCallback((of: TaperPlan): Ask => ({ plan: of, changes: of.changes, isNew: true, supplyDays, page, hold }), [supplyDays, page, hold]);
  const ask = useMemo(() => (plan === null ? null : askOf(plan)), [plan, askOf]);
  const { sketch, detail, isSettling, look, feed } = usePicture(ask, around);
  const [checkNot, setCheckNot] = useState<NotDone | null>(null);
  const [isGoingOn, setGoingOn] = useState(false);
  const checking = useCommand(CheckPlanDraft, ['plan']);

  const notDone = checkNot ?? draft.notDone;
  const refused = plan === null ? null : (sketch?.refused ?? null);
  const message = notDone === null ? '' : say(notDone);
  const atField = useMemo(() => (notDone?.kind === 'refused' && refused === null ? { field: notDone.field, message } : null), [notDone, refused, message]);
  const nameOf = useFieldName(words);
  const { error, summary, attempt, tryAgain } = useFieldErrors(form, faults, refused, atField, { say: words.fault, nameOf });
  const sentence = usePlanSentence(words);
  // Half a number is typed through: the sentence of the last whole plan stands until there is another one.
  const whole = useRef(plan);
  if (plan !== null) whole.current = plan;
  const heading = sketch === null || whole.current === null ? t(read === null ? 'editor.newHeading' : 'editor.heading', { number: read?.number ?? '' }) : sentence(whole.current, sketch);
  const earlier = useMemo(() => earlierMedicines(around), [around]);
  const medicines = useStable(medicinesOf(form, earlier));
  const chosenFactors = useStable(choicesOf(form, earlier));
  const firstDose = useStable(plan?.start ?? noDose);
  const { version, isDirty, goOnWith } = draft;
  const checked = version !== null && version.state === 'checked' && !isDirty ? version : null;
  const findings = useMemo(() => (checked !== null ? findingsOf(checked.findings ?? []) : liveFindings(detail?.findings ?? [])), [checked, detail]);
  const standing = findings.filter(({ isOpen }) => isOpen === true).length;
  useEffect(() => {
    if (isDirty || version === null) return;
    keepForm(patientId, version.number, null);
    keepForm(patientId, null, null);
  }, [isDirty, patientId, version, form]);
  useEffect(() => { if (isDirty) setCheckNot(null); }, [isDirty]);
  const lastPage = detail === null ? 0 : Math.max(0, Math.ceil(detail.rowCount / 20) - 1);
  useEffect(() => { if (page > lastPage) setPage(lastPage); }, [page, lastPage]);

  const check = useCallback(async (): Promise<void> => {
    tryAgain();
    if (plan === null || isGoingOn) return;
    setGoingOn(true);
    const saved = await draft.save();
    if (saved !== null) {
      const outcome = await outcomeOf(async () => (await checking.mutateAsync({ input: { patientId, number: saved.number, rowVersion: saved.rowVersion } })).checkPlanDraft);
      setCheckNot(outcome.not);
      if (outcome.version !== null) goOnWith(outcome.version);
    }
    setGoingOn(false);
  }, [plan, isGoingOn, draft, checking, patientId, goOnWith, tryAgain]);

  return (
    <Page
      wide
      heading={heading}
      above={t('editor.above', { name: patientName })}
      back={{ to: `/patients/${patientId}/plan`, label: t('editor.back') }}
      focusKey={`plan-editor-${patientId}`}
      status={online ? null : <StatusLine>{t('editor.offline')}</StatusLine>}
    >
      <DraftLine draft={draft} isComplete={plan !== null} isOnline={online} />
      <ErrorSummary errors={summary} attempt={attempt} />
      {notDone !== null && (checkNot !== null || atField === null || formField(atField.field, {}, form) === '') ? <Notice tone="wait" role="alert" title={t('notDone.title')}><p>{message}</p></Notice> : null}
      {draft.theirs === null ? null : (
        <DraftConflict
          mine={plan}
          theirs={draft.theirs}
          words={words}
          onUseTheirs={(form) => { dispatch({ do: 'replace', form }); if (draft.theirs !== null) goOnWith(draft.theirs); }}
          onSaveMine={() => { if (draft.theirs !== null) void draft.save(draft.theirs); }}
        />
      )}
      <div className={styles.columns}>
        <div className={styles.form} onBlur={settle} onPointerUp={settle}>
          <StartDose startsOn={form.startsOn} today={around.today} doses={form.doses} dispatch={dispatch} words={words} error={error} />
          <ProductsChoice known={around.known} country={country} medicines={medicines} chosen={form.products} dispatch={dispatch} words={words} error={error('products')} />
          <FactorChoice medicines={medicines} reference={referenceOf(form, earlier)} chosen={chosenFactors} dispatch={dispatch} words={words} error={error} />
          <PhasesPart phases={form.phases} medicines={medicines} patient={around.patient} settings={around.settings ?? defaultTaperSettings} dose={firstDose} dispatch={dispatch} words={words} error={error} />
          <section className={styles.part}>
            <TextArea id={fieldId('reason')} label={t('editor.reason')} description={t('editor.reasonHelp')} error={error('reason')} rows={3} maxLength={2000} value={form.reason} onChange={(reason) => dispatch({ do: 'set', part: { reason } })} />
          </section>
        </div>
        <div className={styles.result} aria-busy={isSettling}>
          {sketch?.curve ? <div className={styles.sticky}><DoseCurveView curve={sketch.curve} feed={feed} words={words} sentence={heading} inEquivalentsOf={sketch.inEquivalentsOf} /></div> : <p className={styles.part}>{t(refused === null ? 'editor.noCurve' : 'editor.refused')}</p>}
          {detail === null && checked === null ? null : <CheckPanel findings={findings} unitWeight={detail?.unitWeight ?? 1} words={words} version={checked} patientId={patientId} onEased={goOnWith} />}
          <ButtonRow>
            {checked === null
              ? <Button variant="primary" isPending={isGoingOn} onPress={() => void check()}>{t(isGoingOn ? 'editor.checking' : 'editor.check')}</Button>
              : <ButtonLink variant={standing === 0 ? 'primary' : 'outline'} to={`/patients/${patientId}/plan/${checked.number}/sign`}>{t('editor.toSign')}</ButtonLink>}
            {version === null ? null : <Button variant="link" onPress={() => void navigate(`/patients/${patientId}/plan/${version.number}/discard`)}>{t('editor.discard')}</Button>}
          </ButtonRow>
          {detail === null ? null : (
            <>
              <div className={styles.below}><StepTable rows={detail.rows} count={detail.rowCount} page={page} onPage={setPage} words={words} /></div>
              <div className={styles.below}><SupplyTable supply={detail.supply} periods={detail.supplyPeriods} days={supplyDays} onDays={setSupplyDays} words={words} /></div>
              <div className={styles.below}><HoldTry hold={hold} onHold={setHold} detail={detail} firstDay={detail.rows[1]?.startsOn ?? form.startsOn} endsOn={sketch?.endsOn ?? null} words={words} /></div>
            </>
          )}
        </div>
      </div>
    </Page>
  );
}

const noDose: TaperPlan['start'] = [];
