import { HoldPatientTaper, RestartTaper, ReviewStep, SlowDownPatientTaper, StepBackTaper, StopPlan } from '@evenkeel/api-client';
import { isRefusal } from '@evenkeel/kernel';
import { layOut, scheduleOf, reckonedHoldDays, type PlanChange } from '@evenkeel/taper-rules';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { newId } from '../../check-ins/new-id.js';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { ChoiceGrid } from '../../kit/choice-grid.js';
import { Select, TextArea } from '../../kit/field.js';
import { Notice } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { useCommand } from '../../shell/use-operation.js';
import { useOnline } from '../../shell/use-online.js';
import { gentleRestart, previewOf } from './act-preview.js';
import { ActFacts } from './act-facts.js';
import styles from './editor.module.css';
import { aroundOf, planOfVersion, type PlanVersion, type Taper } from './plan-data.js';
import { outcomeOf, type NotDone, type Reply } from './reply.js';
import { useNotDone } from './use-not-done.js';
import type { PlanWords } from './use-plan-words.js';

export const runningActs = ['hold', 'slow-down', 'step-back', 'restart', 'review', 'stop', 'take-back'] as const;
export type RunningAct = (typeof runningActs)[number];

interface RunningPageProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly act: RunningAct;
  readonly taper: Taper;
  readonly version: PlanVersion;
  readonly words: PlanWords;
  readonly status: ReactNode;
}

const refreshed = ['plan', 'patient'] as const;

/** One change to the version that runs, on a page of its own: what it does to the dose and the dates, then one button. */
export function RunningPage({ patientId, patientName, act, taper, version, words, status }: RunningPageProps) {
  const { t } = useTranslation('taper-editor');
  const navigate = useNavigate();
  const online = useOnline();
  const say = useNotDone();
  const commands = {
    hold: useCommand(HoldPatientTaper, refreshed), slow: useCommand(SlowDownPatientTaper, refreshed), back: useCommand(StepBackTaper, refreshed),
    restart: useCommand(RestartTaper, refreshed), review: useCommand(ReviewStep, refreshed), stop: useCommand(StopPlan, refreshed),
  };
  /** Made once: pressing the button twice does it once. */
  const [id] = useState(newId);
  const [days, setDays] = useState('');
  const [steps, setSteps] = useState('1');
  const [decision, setDecision] = useState<'go-on' | 'hold' | 'step-back' | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [not, setNot] = useState<NotDone | null>(null);
  const { surroundings } = taper;
  const { plan: text } = version;
  const laid = useMemo(() => {
    const plan = planOfVersion({ plan: text });
    const out = plan === null || surroundings === null ? null : layOut(plan, new Map(aroundOf(surroundings, null).known.map((product) => [product.code, product])));
    return out === null || isRefusal(out) ? null : out;
  }, [text, surroundings]);
  const today = surroundings?.today ?? '';
  const change = useMemo((): PlanChange | null => {
    switch (act) {
      case 'hold': return { kind: 'hold', on: today, days: days === '' ? null : Number(days) };
      case 'slow-down': return { kind: 'slow-down', on: today };
      case 'step-back': return { kind: 'step-back', on: today, steps: Number(steps) };
      case 'restart': return laid === null ? null : { kind: 'restart', on: gentleRestart(laid, laid.plan.changes, today) };
      case 'review':
      case 'stop':
      case 'take-back': return null;
    }
  }, [act, days, steps, today, laid]);
  const preview = laid === null || change === null ? null : previewOf(laid, laid.plan.changes, change, today);
  const taken = laid === null ? 0 : scheduleOf(laid).steps.filter((step) => step.startsOn <= today && step.reason !== 'start' && step.reason !== 'maintenance').length;
  const home = `/patients/${patientId}/plan`;
  const isEnd = act === 'stop' || act === 'take-back';
  const wants = isEnd && reason.trim().length < 3 ? t('refusal.reason-missing') : act === 'review' && decision === null ? t('act.chooseDecision') : null;

  async function send(): Promise<void> {
    setTried(true);
    if (busy || wants !== null) return;
    setBusy(true);
    const outcome = await outcomeOf(async (): Promise<Reply> => {
      switch (act) {
        case 'hold': return (await commands.hold.mutateAsync({ input: { id, patientId, tappedAt: null, days: days === '' ? null : Number(days) } })).holdTaper;
        case 'slow-down': return (await commands.slow.mutateAsync({ input: { id, patientId, tappedAt: null } })).slowDownTaper;
        case 'step-back': return (await commands.back.mutateAsync({ input: { patientId, steps: Number(steps), on: null } })).stepBackTaper;
        case 'restart': return (await commands.restart.mutateAsync({ input: { patientId, on: null } })).restartTaper;
        case 'review': return (await commands.review.mutateAsync({ input: { patientId, decision: decision ?? 'hold', note: reason.trim() === '' ? null : reason.trim() } })).reviewStep;
        case 'stop':
        case 'take-back': return (await commands.stop.mutateAsync({ input: { patientId, reason: reason.trim() } })).stopPlan;
      }
    });
    setBusy(false);
    setNot(outcome.not);
    if (outcome.version !== null) void navigate(home);
  }

  return (
    <Page heading={t(`actPage.${act}.heading`, { name: patientName })} above={t('versions.version', { number: version.number })} back={{ to: home, label: t('editor.back') }} status={status} focusKey={`plan-act-${act}`}>
      <p>{t(`actPage.${act}.text`)}</p>
      {act === 'hold' ? (
        <Select label={t('actPage.hold.days')} value={days} onChange={setDays} options={[{ value: '', label: t('change.untilRestart') }, ...[7, 14, reckonedHoldDays, 56].map((count) => ({ value: String(count), label: t('days', { count }) }))]} />
      ) : null}
      {act === 'step-back' && taken > 0 ? (
        <Select label={t('actPage.step-back.steps')} value={steps} onChange={setSteps} options={Array.from({ length: Math.min(6, taken) }, (_, place) => ({ value: String(place + 1), label: t('change.steps', { count: place + 1 }) }))} />
      ) : null}
      {act === 'step-back' && taken === 0 ? <p>{t('actPage.step-back.none')}</p> : null}
      {act === 'review' ? (
        <div className={styles.figure}>
          {tried && decision === null ? <p className={styles.error}>{t('act.chooseDecision')}</p> : null}
          <ChoiceGrid columns={1} label={t('actPage.review.decision')} value={decision} onChange={setDecision} choices={(['go-on', 'hold', 'step-back'] as const).map((value) => ({ value, label: t(`decision.${value}`) }))} />
        </div>
      ) : null}
      {act === 'review' || isEnd ? <TextArea label={t(`actPage.${act}.note`)} rows={3} maxLength={2000} error={isEnd && tried ? wants : null} value={reason} onChange={setReason} /> : null}
      {preview === null ? null : <ActFacts preview={preview} words={words} />}
      {not === null ? null : <Notice tone="wait" role="alert" title={t('notDone.title')}><p>{say(not)}</p></Notice>}
      {online ? null : <p>{t('act.offline')}</p>}
      <ButtonRow>
        {online && (act !== 'step-back' || taken > 0) ? <Button variant={isEnd ? 'danger' : 'primary'} isPending={busy} onPress={() => void send()}>{t(`actPage.${act}.do`)}</Button> : null}
        <ButtonLink to={home}>{t('act.leave')}</ButtonLink>
      </ButtonRow>
    </Page>
  );
}
