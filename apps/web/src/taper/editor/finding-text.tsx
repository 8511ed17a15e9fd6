import { useTranslation } from 'react-i18next';
import { DefinitionList } from '../../kit/table.js';
import styles from './editor.module.css';
import type { PanelFinding } from './plan-data.js';
import type { PlanWords } from './use-plan-words.js';

/** One finding in full: the rule in words, what it looked at, where it comes from. */
export function FindingText({ finding, words, unitWeight = 1 }: { readonly finding: PanelFinding; readonly words: PlanWords; readonly unitWeight?: number }) {
  const { t } = useTranslation('taper-editor');
  return (
    <>
      <p><b>{t('check.head', { verdict: t(`verdict.${finding.verdict}`), name: t(`rule.${finding.rule}.name`) })}</b></p>
      <p>{t(`rule.${finding.rule}.text`)}</p>
      {finding.on === null ? null : <p>{t('check.on', { date: words.date(finding.on) })}</p>}
      <DefinitionList items={words.inputs(finding, unitWeight)} />
      <p className={styles.small}>{t('check.source', { source: finding.source, version: words.number(finding.version) })}</p>
    </>
  );
}
