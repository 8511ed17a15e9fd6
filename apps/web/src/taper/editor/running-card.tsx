import { useTranslation } from 'react-i18next';
import { ButtonLink, ButtonRow } from '../../kit/button.js';
import { Card, Notice } from '../../kit/notice.js';
import { Timestamp } from '../../kit/states.js';
import { FactList } from '../../kit/table.js';
import { useFormat } from '../../language/use-format.js';
import { FindingText } from './finding-text.js';
import styles from './editor.module.css';
import { findingsOf, planOfVersion, type PlanVersion, type Taper } from './plan-data.js';
import { PhaseLines } from './phase-lines.js';
import type { PlanWords } from './use-plan-words.js';

interface RunningCardProps {
  readonly patientId: string;
  readonly taper: Taper;
  readonly version: PlanVersion;
  readonly writes: boolean;
  /** Nothing is signed that would have to be taken back first. */
  readonly mayEnd: boolean;
  readonly words: PlanWords;
}

/** The version that runs: what is true of it now, what stands before its next step, and what can be done. */
export function RunningCard({ patientId, taper, version, writes, mayEnd, words }: RunningCardProps) {
  const { t } = useTranslation('taper-editor');
  const format = useFormat();
  const plan = planOfVersion(version);
  const standing = findingsOf(taper.nextStepFindings).filter(({ verdict }) => verdict === 'block' || verdict === 'warn');
  const changes = version.changes.filter(({ undoneAt }) => undoneAt === null);
  const home = `/patients/${patientId}/plan`;
  const isHeld = version.state === 'held';
  return (
    <Card title={t('running.title', { number: version.number })}>
      {isHeld ? (
        <Notice tone="wait" title={t('running.held')}>
          <p>{version.heldSince === null ? null : t(version.heldBy === 'patient' ? 'running.heldByPatient' : 'running.heldSince', { when: format.dayTime(version.heldSince) })}</p>
        </Notice>
      ) : null}
      {taper.lockedBecause === null ? null : (
        <Notice tone="wait" title={t('running.locked')}>
          <ul className={styles.lines}>{taper.lockedBecause.map((rule) => <li key={rule}>{t(`rule.${rule}.name`, { defaultValue: rule })}</li>)}</ul>
        </Notice>
      )}
      <p>{taper.nextCutOn === null ? t('running.noCut') : t('running.nextCut', { date: words.date(taper.nextCutOn) })}</p>
      <p>{version.readAt === null ? t('running.unread') : t('running.readAt', { when: format.dayTime(version.readAt) })}</p>
      <p>{taper.runsOutOn === null ? t('running.noSupply') : t('running.runsOut', { date: words.date(taper.runsOutOn) })}</p>
      {standing.length === 0 ? null : (
        <>
          <h3>{t('running.before')}</h3>
          <ul className={styles.findings}>
            {standing.map((finding, place) => (
              <li key={`${finding.rule} ${place}`} className={styles.finding} data-verdict={finding.verdict} data-rule={finding.rule}>
                <FindingText finding={finding} words={words} />
              </li>
            ))}
          </ul>
        </>
      )}
      {plan === null ? null : <details><summary>{t('running.phases')}</summary><PhaseLines plan={plan} words={words} /></details>}
      {changes.length === 0 ? null : (
        <>
          <h3>{t('running.changes')}</h3>
          <FactList
            label={t('running.changes')}
            facts={changes.map((change) => ({
              key: change.id, done: true,
              text: <>{t(`change.${change.kind}`, { date: words.date(change.on), days: change.days === null ? t('change.untilRestart') : t('days', { count: change.days }), steps: t('change.steps', { count: change.steps ?? 0 }) })} {t(`cause.${change.cause}`)} <Timestamp at={change.tappedAt} /> {change.late ? t('change.late') : null}</>,
            }))}
          />
        </>
      )}
      {writes ? (
        <ButtonRow>
          {isHeld ? <ButtonLink variant="primary" to={`${home}/restart`}>{t('act.restart')}</ButtonLink> : <ButtonLink to={`${home}/hold`}>{t('act.hold')}</ButtonLink>}
          <ButtonLink to={`${home}/slow-down`}>{t('act.slow-down')}</ButtonLink>
          <ButtonLink to={`${home}/step-back`}>{t('act.step-back')}</ButtonLink>
          <ButtonLink to={`${home}/review`}>{t('act.review')}</ButtonLink>
          {mayEnd ? <ButtonLink variant="link" to={`${home}/stop`}>{t('act.stop')}</ButtonLink> : null}
        </ButtonRow>
      ) : null}
    </Card>
  );
}
