import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ButtonLink, ButtonRow } from '../../kit/button.js';
import { Select } from '../../kit/field.js';
import { Card, Muted, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { Empty } from '../../kit/states.js';
import { Table } from '../../kit/table.js';
import { useFormat } from '../../language/use-format.js';
import styles from './editor.module.css';
import { isDraft, runningOf, type PlanVersion, type Taper } from './plan-data.js';
import { RunningCard } from './running-card.js';
import type { PlanWords } from './use-plan-words.js';
import { useSigner } from '../dose-sentence.js';

interface VersionsPageProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly taper: Taper;
  readonly words: PlanWords;
  readonly writes: boolean;
  readonly status: ReactNode;
}

/** All versions of a plan: which one runs, who signed each, and since when the patient has read it. */
export function VersionsPage({ patientId, patientName, taper, words, writes, status }: VersionsPageProps) {
  const { t } = useTranslation('taper-editor');
  const format = useFormat();
  const signer = useSigner();
  const { versions } = taper;
  const running = runningOf(versions);
  const drafts = versions.filter(isDraft);
  const coming = versions.find(({ state }) => state === 'signed') ?? null;
  const home = `/patients/${patientId}/plan`;
  const heading = running === null ? t(versions.length === 0 ? 'versions.none' : 'versions.noneRuns', { name: patientName })
    : t(running.state === 'held' ? 'versions.held' : 'versions.runs', { name: patientName, number: running.number });
  const state = (version: PlanVersion): string => (version.ended === null ? t(`state.${version.state}`) : t(`ended.${version.ended}`));
  const draft = drafts.at(-1);
  return (
    <Page wide heading={heading} above={t('versions.above', { name: patientName })} back={{ to: `/patients/${patientId}`, label: patientName }} status={status}>
      <Stack>
        {running === null ? null : <RunningCard patientId={patientId} taper={taper} version={running} writes={writes} mayEnd={coming === null} words={words} />}
        {coming === null ? null : (
          <Card title={t('versions.coming', { number: coming.number, date: words.date(coming.startsOn) })}>
            <p>{coming.readAt === null ? t('versions.comingUnread') : t('versions.comingRead', { when: format.dayTime(coming.readAt) })}</p>
            {writes ? <div><ButtonLink variant="link" to={`${home}/take-back`}>{t('act.take-back')}</ButtonLink></div> : null}
          </Card>
        )}
        {writes ? (
          <ButtonRow>
            {draft === undefined
              ? <ButtonLink variant={running?.state === 'held' ? 'outline' : 'primary'} to={`${home}/new`}>{t(running === null ? 'versions.write' : 'versions.change')}</ButtonLink>
              : <ButtonLink variant={running?.state === 'held' ? 'outline' : 'primary'} to={`${home}/${draft.number}`}>{t('versions.goOn', { number: draft.number })}</ButtonLink>}
          </ButtonRow>
        ) : null}
        {versions.length === 0 ? (
          <Empty title={t('versions.emptyTitle')}><p>{t(writes ? 'versions.emptyWrites' : 'versions.empty')}</p></Empty>
        ) : (
          <Card title={t('versions.all')}>
            <Table
              caption={t('versions.all')}
              captionHidden
              rows={[...versions].sort((left, right) => right.number - left.number)}
              rowKey={({ id }) => id}
              columns={[
                { key: 'number', header: t('versions.number'), cell: ({ number }) => <Link to={`${home}/${number}`}>{t('versions.version', { number })}</Link> },
                { key: 'state', header: t('versions.state'), cell: state },
                { key: 'starts', header: t('versions.starts'), cell: ({ startsOn }) => words.date(startsOn) },
                { key: 'signed', header: t('versions.signed'), cell: ({ signedBy, signedAt }) => (signedAt === null ? t('versions.notSigned') : t('versions.signedBy', { who: signer(signedBy ?? ''), when: format.dayTime(signedAt) })) },
                { key: 'read', header: t('versions.read'), cell: (version) => (version.readAt !== null ? format.dayTime(version.readAt) : version.signedAt === null ? t('versions.notYet') : t('versions.unread')) },
              ]}
            />
          </Card>
        )}
        {versions.length > 1 ? <CompareChoice patientId={patientId} versions={versions} /> : null}
      </Stack>
    </Page>
  );
}

function CompareChoice({ patientId, versions }: { readonly patientId: string; readonly versions: readonly PlanVersion[] }) {
  const { t } = useTranslation('taper-editor');
  const [before, setBefore] = useState(String(versions.at(-2)?.number ?? ''));
  const [after, setAfter] = useState(String(versions.at(-1)?.number ?? ''));
  const options = versions.map(({ number }) => ({ value: String(number), label: t('versions.version', { number }) }));
  return (
    <Card title={t('compare.choose')}>
      <Muted>{t('compare.help')}</Muted>
      <div className={styles.pair}>
        <Select label={t('compare.before')} value={before} onChange={setBefore} options={options} />
        <Select label={t('compare.after')} value={after} onChange={setAfter} options={options} />
        <div><ButtonLink to={`/patients/${patientId}/plan/compare/${before}/${after}`}>{t('compare.show')}</ButtonLink></div>
      </div>
    </Card>
  );
}
