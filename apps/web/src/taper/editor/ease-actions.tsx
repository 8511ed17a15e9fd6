import { EaseFinding } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../kit/button.js';
import { TextArea } from '../../kit/field.js';
import { Notice } from '../../kit/notice.js';
import { useCommand } from '../../shell/use-operation.js';
import styles from './editor.module.css';
import type { PanelFinding, PlanVersion } from './plan-data.js';
import { outcomeOf, type NotDone } from './reply.js';
import { useNotDone } from './use-not-done.js';

interface EaseActionsProps {
  readonly finding: PanelFinding;
  readonly version: PlanVersion;
  readonly patientId: string;
  readonly onEased: (version: PlanVersion) => void;
}

/** How a finding of a checked plan is answered: a reason here, anything weightier on a page of its own. */
export function EaseActions({ finding, version, patientId, onEased }: EaseActionsProps) {
  const { t } = useTranslation('taper-editor');
  const { rule, on, eased, isOpen } = finding;
  const given = (version.signOffs ?? []).find((each) => each.rule === rule && (each.on === on || (each.on === null && each.kind === 'reason')));
  if (given !== undefined && isOpen === false) return <p>{t(`given.${eased}`, { who: given.by, reason: given.reason })}</p>;
  if (isOpen !== true) return null;
  if (eased === 'nothing') return <p>{t('eased.nothing')}</p>;
  if (eased === 'second-sign-off' && version.own) return <p>{t('ease.colleague')}</p>;
  if (eased === 'reason') return <ReasonForm finding={finding} version={version} patientId={patientId} onEased={onEased} />;
  return <div><ButtonLink to={`/patients/${patientId}/plan/${version.number}/answer/${rule}${on === null ? '' : `/${on}`}`}>{t(`ease.${eased}`)}</ButtonLink></div>;
}

function ReasonForm({ finding, version, patientId, onEased }: EaseActionsProps) {
  const { t } = useTranslation('taper-editor');
  const say = useNotDone();
  const ease = useCommand(EaseFinding, ['plan']);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [not, setNot] = useState<NotDone | null>(null);
  const missing = reason.trim().length < 3;
  const send = async (): Promise<void> => {
    setTried(true);
    if (missing || ease.isPending) return;
    const outcome = await outcomeOf(async () => (await ease.mutateAsync({
      input: { patientId, number: version.number, rowVersion: version.rowVersion, rule: finding.rule, on: null, kind: 'reason', reason: reason.trim(), confirmedTwice: false, specialistName: null },
    })).easeFinding);
    setNot(outcome.not);
    if (outcome.version !== null) onEased(outcome.version);
  };
  return (
    <div className={styles.figure}>
      <TextArea label={t('ease.reason')} description={t('ease.reasonHelp')} rows={2} maxLength={2000} error={tried && missing ? t('refusal.reason-missing') : null} value={reason} onChange={setReason} />
      {not === null ? null : <Notice tone="wait" role="alert"><p>{say(not)}</p></Notice>}
      <div><Button isPending={ease.isPending} onPress={() => void send()}>{t('ease.give')}</Button></div>
    </div>
  );
}
