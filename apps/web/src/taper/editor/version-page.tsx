import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { DefinitionList } from '../../kit/table.js';
import { useFormat } from '../../language/use-format.js';
import { useSigner } from '../dose-sentence.js';
import { FindingText } from './finding-text.js';
import styles from './editor.module.css';
import { findingsOf, planOfVersion, type PlanVersion } from './plan-data.js';
import { PhaseLines } from './phase-lines.js';
import type { Around } from './picture.js';
import { PlanPapers } from './plan-papers.js';
import { PlanPicture } from './plan-picture.js';
import { SignOffs } from './sign-offs.js';
import type { PlanWords } from './use-plan-words.js';

interface VersionPageProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly version: PlanVersion;
  /** `null` for readers who are not told what a check looks at. */
  readonly around: Around | null;
  readonly words: PlanWords;
  readonly status: ReactNode;
}

/** A version to be read: what was signed, by whom, on which findings and reasons. */
export function VersionPage({ patientId, patientName, version, around, words, status }: VersionPageProps) {
  const { t } = useTranslation('taper-editor');
  const format = useFormat();
  const signer = useSigner();
  const { plan: text } = version;
  const plan = useMemo(() => planOfVersion({ plan: text }), [text]);
  const said = findingsOf(version.findings ?? []).filter(({ verdict }) => verdict !== 'ok');
  const state = version.ended === null ? t(`state.${version.state}`) : t(`ended.${version.ended}`);
  return (
    <Page wide heading={t('version.heading', { number: version.number, state })} above={patientName} back={{ to: `/patients/${patientId}/plan`, label: t('editor.back') }} status={status}>
      <Stack>
        <Card title={t('version.facts')}>
          <DefinitionList
            items={[
              { term: t('versions.starts'), detail: words.date(version.startsOn) },
              { term: t('version.ends'), detail: version.endsOn === null ? t('version.noEnd') : words.date(version.endsOn) },
              { term: t('version.author'), detail: signer(version.author) },
              { term: t('versions.signed'), detail: version.signedAt === null ? t('versions.notSigned') : t('versions.signedBy', { who: signer(version.signedBy ?? ''), when: format.dayTime(version.signedAt) }) },
              { term: t('versions.read'), detail: version.readAt === null ? t('versions.notYet') : format.dayTime(version.readAt) },
              ...(version.reason === null || version.reason === '' ? [] : [{ term: t('version.reason'), detail: version.reason }]),
            ]}
          />
          {plan === null ? <p>{t('version.unreadable')}</p> : <PhaseLines plan={plan} words={words} />}
        </Card>
        <PlanPapers patientId={patientId} version={version} />
        {plan !== null && around !== null ? <PlanPicture plan={plan} around={around} words={words} tries={version.state === 'active' || version.state === 'held'} /> : null}
        {version.signOffs === null || version.signOffs.length === 0 ? null : <SignOffs signOffs={version.signOffs} words={words} />}
        {said.length === 0 ? null : (
          <Card title={t('version.findings')}>
            <ul className={styles.findings}>
              {said.map((finding, place) => <li key={`${finding.rule} ${place}`} className={styles.finding} data-verdict={finding.verdict} data-rule={finding.rule}><FindingText finding={finding} words={words} /></li>)}
            </ul>
          </Card>
        )}
      </Stack>
    </Page>
  );
}
