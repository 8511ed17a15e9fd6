import { SignPlan } from '@evenkeel/api-client';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { Card, Muted, Notice, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { useCommand } from '../../shell/use-operation.js';
import { useOnline } from '../../shell/use-online.js';
import styles from './editor.module.css';
import { findingsOf, planOfVersion, type PlanVersion } from './plan-data.js';
import { PhaseLines } from './phase-lines.js';
import { detailOf, lookAt, sketchOf, type Around } from './picture.js';
import { outcomeOf, type NotDone } from './reply.js';
import { SignOffs } from './sign-offs.js';
import { useNotDone } from './use-not-done.js';
import { usePlanSentence } from './use-plan-sentence.js';
import type { PlanWords } from './use-plan-words.js';

interface SignPageProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly version: PlanVersion;
  readonly around: Around;
  readonly words: PlanWords;
  readonly status: ReactNode;
}

const shownSteps = 6;

/** The last page before a signature: what the patient will see, what was set aside and why, and one button. */
export function SignPage({ patientId, patientName, version, around, words, status }: SignPageProps) {
  const { t } = useTranslation('taper-editor');
  const navigate = useNavigate();
  const online = useOnline();
  const say = useNotDone();
  const sentence = usePlanSentence(words);
  const sign = useCommand(SignPlan, ['plan', 'patient']);
  const [not, setNot] = useState<NotDone | null>(null);
  const { plan: text } = version;
  const seen = useMemo(() => {
    const plan = planOfVersion({ plan: text });
    if (plan === null) return null;
    const ask = { plan, changes: plan.changes, isNew: true, supplyDays: 28, page: 0, hold: null };
    const looked = lookAt(ask, around);
    return { plan, sketch: sketchOf(looked, ask), detail: detailOf(looked, ask) };
  }, [text, around]);
  const open = findingsOf(version.findings ?? []).filter(({ isOpen }) => isOpen === true);
  const back = `/patients/${patientId}/plan/${version.number}`;
  const noReason = (version.reason ?? '').trim().length < 3;
  const ready = version.state === 'checked' && open.length === 0 && !noReason && seen !== null;
  const send = async (): Promise<void> => {
    if (sign.isPending) return;
    const outcome = await outcomeOf(async () => (await sign.mutateAsync({ input: { patientId, number: version.number, rowVersion: version.rowVersion } })).signPlan);
    setNot(outcome.not);
    if (outcome.version !== null) void navigate(`/patients/${patientId}/plan`);
  };
  return (
    <Page heading={t(ready ? 'sign.heading' : 'sign.notYet', { name: patientName })} above={t('versions.version', { number: version.number })} back={{ to: back, label: t('easePage.back') }} status={status}>
      <Stack>
        {version.state === 'checked' ? null : <Notice tone="wait"><p>{t('sign.notChecked')}</p></Notice>}
        {noReason ? <Notice tone="wait"><p>{t('refusal.reason-missing-version')}</p></Notice> : null}
        {open.length === 0 ? null : (
          <Notice tone="wait" title={t('check.stands', { count: open.length })}>
            <ul className={styles.lines}>{open.map((finding, place) => <li key={place}>{finding.on === null ? t(`rule.${finding.rule}.name`) : t('signOffs.ruleOn', { rule: t(`rule.${finding.rule}.name`), date: words.date(finding.on) })}</li>)}</ul>
          </Notice>
        )}
        {seen === null ? null : (
          <Card title={t('sign.patientSees')}>
            <p>{t('sign.starts', { date: words.date(seen.plan.startsOn) })}</p>
            <p>{sentence(seen.plan, seen.sketch)}</p>
            <ul className={styles.lines}>
              {(seen.detail?.rows ?? []).slice(0, shownSteps).map((row) => (
                <li key={row.place}>
                  <b>{t('sign.step', { date: words.date(row.startsOn), dose: words.day(row.dose) })}</b>
                  <ul className={styles.lines}>{row.intake.map((each) => <li key={`${each.slot} ${each.medicine}`}>{words.intake(each)}</li>)}</ul>
                </li>
              ))}
            </ul>
            {(seen.detail?.rowCount ?? 0) > shownSteps ? <p>{t('sign.more', { count: (seen.detail?.rowCount ?? 0) - shownSteps })}</p> : null}
            <Muted>{t('sign.patientMay')}</Muted>
          </Card>
        )}
        {seen === null ? null : <Card title={t('sign.signed')}><PhaseLines plan={seen.plan} words={words} /><p>{t('sign.reason', { reason: version.reason ?? '' })}</p></Card>}
        {version.signOffs === null || version.signOffs.length === 0 ? null : <SignOffs signOffs={version.signOffs} words={words} />}
        {not === null ? null : <Notice tone="wait" role="alert" title={t('notDone.title')}><p>{say(not)}</p></Notice>}
        <ButtonRow>
          {ready && online ? <Button variant="primary" isPending={sign.isPending} onPress={() => void send()}>{t(sign.isPending ? 'sign.signing' : 'sign.sign')}</Button> : null}
          <ButtonLink to={back} variant={ready ? 'outline' : 'primary'}>{t('sign.goBack')}</ButtonLink>
        </ButtonRow>
        {online ? null : <p>{t('sign.offline')}</p>}
      </Stack>
    </Page>
  );
}
