import { EaseFinding } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { ErrorSummary, TextArea, TextField } from '../../kit/field.js';
import { Card, Muted, Notice } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { DefinitionList } from '../../kit/table.js';
import { useCommand } from '../../shell/use-operation.js';
import type { PanelFinding, PlanVersion } from './plan-data.js';
import { outcomeOf, type NotDone } from './reply.js';
import { useNotDone } from './use-not-done.js';
import type { PlanWords } from './use-plan-words.js';

interface EasePageProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly version: PlanVersion;
  readonly finding: PanelFinding;
  readonly unitWeight: number;
  readonly words: PlanWords;
}

/**
 * A page of its own before a rule is set aside: first the finding and the reason, then all of it again, to be confirmed a
 * second time. Nothing else can be done here but to go back.
 */
export function EasePage({ patientId, patientName, version, finding, unitWeight, words }: EasePageProps) {
  const { t } = useTranslation('taper-editor');
  const say = useNotDone();
  const navigate = useNavigate();
  const ease = useCommand(EaseFinding, ['plan']);
  const [reason, setReason] = useState('');
  const [specialist, setSpecialist] = useState('');
  const [stage, setStage] = useState<'write' | 'confirm'>('write');
  const [attempt, setAttempt] = useState(0);
  const [not, setNot] = useState<NotDone | null>(null);
  const back = `/patients/${patientId}/plan/${version.number}`;
  const asksName = finding.eased === 'specialist-sign-off';
  const noReason = attempt > 0 && reason.trim().length < 3 ? t('refusal.reason-missing') : null;
  const noName = attempt > 0 && asksName && specialist.trim().length < 3 ? t('refusal.specialist-missing') : null;
  const goOn = (): void => {
    setAttempt(attempt + 1);
    if (reason.trim().length >= 3 && (!asksName || specialist.trim().length >= 3)) setStage('confirm');
  };
  const send = async (): Promise<void> => {
    if (ease.isPending) return;
    const outcome = await outcomeOf(async () => (await ease.mutateAsync({
      input: { patientId, number: version.number, rowVersion: version.rowVersion, rule: finding.rule, on: finding.on, kind: finding.eased, reason: reason.trim(), confirmedTwice: true, specialistName: asksName ? specialist.trim() : null },
    })).easeFinding);
    setNot(outcome.not);
    if (outcome.version !== null) void navigate(back);
  };
  const facts = (
    <Card title={t('check.head', { verdict: t(`verdict.${finding.verdict}`), name: t(`rule.${finding.rule}.name`) })}>
      <p>{t(`rule.${finding.rule}.text`)}</p>
      {finding.on === null ? null : <p>{t('check.on', { date: words.date(finding.on) })}</p>}
      <DefinitionList items={words.inputs(finding, unitWeight)} />
      <Muted>{t('check.source', { source: finding.source, version: words.number(finding.version) })}</Muted>
    </Card>
  );
  if (stage === 'confirm') {
    return (
      <Page heading={t(`easePage.confirm.${finding.eased}`)} above={patientName} back={{ step: () => setStage('write'), label: t('easePage.backToReason') }} focusKey={`ease-confirm-${finding.rule}`}>
        <p>{t('easePage.again')}</p>
        {facts}
        <DefinitionList items={[{ term: t('ease.reason'), detail: reason }, ...(asksName ? [{ term: t('ease.specialist'), detail: specialist }] : [])]} />
        {not === null ? null : <Notice tone="wait" role="alert" title={t('notDone.title')}><p>{say(not)}</p></Notice>}
        <ButtonRow>
          <Button variant="primary" isPending={ease.isPending} onPress={() => void send()}>{t(`easePage.do.${finding.eased}`)}</Button>
          <ButtonLink to={back}>{t('easePage.leave')}</ButtonLink>
        </ButtonRow>
      </Page>
    );
  }
  return (
    <Page heading={t(`easePage.write.${finding.eased}`)} above={patientName} back={{ to: back, label: t('easePage.back') }} focusKey={`ease-write-${finding.rule}`}>
      <ErrorSummary attempt={attempt} errors={[...(noReason === null ? [] : [{ fieldId: 'ease-reason', message: noReason }]), ...(noName === null ? [] : [{ fieldId: 'ease-name', message: noName }])]} />
      {facts}
      <p>{t('easePage.stamped')}</p>
      <TextArea id="ease-reason" label={t('ease.reason')} description={t('easePage.reasonHelp')} maxLength={2000} error={noReason} value={reason} onChange={setReason} />
      {asksName ? <TextField id="ease-name" label={t('ease.specialist')} description={t('ease.specialistHelp')} maxLength={200} error={noName} value={specialist} onChange={setSpecialist} /> : null}
      <ButtonRow>
        <Button variant="primary" onPress={goOn}>{t('easePage.continue')}</Button>
        <ButtonLink to={back}>{t('easePage.leave')}</ButtonLink>
      </ButtonRow>
    </Page>
  );
}
