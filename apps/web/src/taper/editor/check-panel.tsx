import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { Card, Muted } from '../../kit/notice.js';
import { DefinitionList } from '../../kit/table.js';
import styles from './editor.module.css';
import { EaseActions } from './ease-actions.js';
import { groupsOf, type FindingGroup } from './finding-groups.js';
import type { PanelFinding, PlanVersion } from './plan-data.js';
import type { PlanWords } from './use-plan-words.js';

interface CheckPanelProps {
  readonly findings: readonly PanelFinding[];
  readonly unitWeight: number;
  readonly words: PlanWords;
  /** The checked version whose findings can be answered; `null` while the plan is only looked at. */
  readonly version: PlanVersion | null;
  readonly patientId: string;
  readonly onEased: (version: PlanVersion) => void;
}

const shownOfGroup = 3;

/** What every rule says: what stands in the way first, what was looked at and found in order last. */
export const CheckPanel = memo(function CheckPanel({ findings, unitWeight, words, version, patientId, onEased }: CheckPanelProps) {
  const { t } = useTranslation('taper-editor');
  const groups = useMemo(() => groupsOf(findings), [findings]);
  const fine = groups.filter(({ verdict }) => verdict === 'ok');
  const said = groups.filter(({ verdict }) => verdict !== 'ok');
  const standing = findings.filter(({ verdict, isOpen }) => (isOpen ?? (verdict === 'block' || verdict === 'warn'))).length;
  return (
    <Card title={standing === 0 ? t('check.nothingStands') : t('check.stands', { count: standing })}>
      <Muted>{t(version === null ? 'check.live' : 'check.checked')}</Muted>
      {said.length === 0 ? null : (
        <ul className={styles.findings}>
          {said.map((group) => <Group key={`${group.rule} ${group.verdict}`} group={group} unitWeight={unitWeight} words={words} version={version} patientId={patientId} onEased={onEased} />)}
        </ul>
      )}
      <details>
        <summary>{t('check.fine', { count: fine.length })}</summary>
        <ul className={styles.lines}>{fine.map(({ rule }) => <li key={rule}>{t(`rule.${rule}.name`)}</li>)}</ul>
      </details>
    </Card>
  );
});

interface GroupProps extends Omit<CheckPanelProps, 'findings'> {
  readonly group: FindingGroup;
}

/** All that one rule says: its words once, then each step with the figures it looked at, and how it can be answered. */
function Group({ group, unitWeight, words, version, patientId, onEased }: GroupProps) {
  const { t } = useTranslation('taper-editor');
  const [all, setAll] = useState(false);
  const shown = all ? group.findings : group.findings.slice(0, shownOfGroup);
  return (
    <li className={styles.finding} data-verdict={group.verdict} data-rule={group.rule}>
      <p><b>{t('check.head', { verdict: t(`verdict.${group.verdict}`), name: t(`rule.${group.rule}.name`) })}</b></p>
      <p>{t(`rule.${group.rule}.text`)}</p>
      {shown.map((finding, place) => (
        <div key={`${finding.on} ${place}`} className={styles.figure}>
          {finding.on === null ? null : <p>{t('check.on', { date: words.date(finding.on) })}</p>}
          <DefinitionList items={words.inputs(finding, unitWeight)} />
          {version === null || group.eased === 'reason' ? null : <EaseActions finding={finding} version={version} patientId={patientId} onEased={onEased} />}
        </div>
      ))}
      {group.findings.length > shown.length ? <div><Button variant="link" onPress={() => setAll(true)}>{t('check.showAll', { count: group.findings.length })}</Button></div> : null}
      {version !== null && group.eased === 'reason' && group.first !== null ? <EaseActions finding={group.first} version={version} patientId={patientId} onEased={onEased} /> : null}
      <p className={styles.small}>{t('check.source', { source: group.source, version: words.number(group.version) })}</p>
      {version !== null || group.verdict === 'inform' ? null : <p className={styles.small}>{t(`eased.${group.eased}`)}</p>}
    </li>
  );
}
