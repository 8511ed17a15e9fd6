import { OwnEmergencies, WhoLooked, type WhoLookedQuery } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button, ButtonRow } from '../kit/button.js';
import { Card, Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useOperation } from '../shell/use-operation.js';
import { EmergencyFacts } from './emergency-facts.js';
import styles from './sharing.module.css';
import { useSharingWords } from './use-sharing-words.js';

type Visit = WhoLookedQuery['whoLooked']['visits'][number];

/** Who looked at the record, when, at what and why; newest first, a page at a time. */
export function ReadersPage() {
  const { t } = useTranslation('care-team');
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const result = useOperation(WhoLooked, { before: cursors.at(-1) ?? null }, { topics: ['patient', 'emergency'] });
  const found = result.data?.whoLooked;
  const none = found !== undefined && found.visits.length === 0 && cursors.length === 1;
  return (
    <Page heading={none ? t('readers.headingNone') : t('readers.heading')} focusKey="readers" back={{ to: '/more' }} status={<ConnectionLine />}>
      <Emergencies />
      {found ? (
        <Card>
          {none ? <p>{t('readers.none')}</p> : <ul className={styles.list}>{found.visits.map((visit) => <VisitLine key={visit.id} visit={visit} />)}</ul>}
          {cursors.length > 1 ? <p role="status">{t('readers.page', { page: cursors.length })}</p> : null}
          <ButtonRow>
            {found.next === null ? null : <Button onPress={() => { setCursors([...cursors, found.next]); window.scrollTo(0, 0); }}>{t('readers.older')}</Button>}
            {cursors.length > 1 ? <Button onPress={() => setCursors([null])}>{t('readers.newest')}</Button> : null}
          </ButtonRow>
        </Card>
      ) : result.isError ? <ErrorState reference={result.error.reference} onRetry={() => void result.refetch()} /> : <Loading what={t('what.readers')} />}
      <Muted>{t('readers.note')}</Muted>
      <p><Link to="/sharing">{t('readers.sharing')}</Link></p>
    </Page>
  );
}

function VisitLine({ visit }: { readonly visit: Visit }) {
  const { t } = useTranslation('care-team');
  const words = useSharingWords();
  const format = useFormat();
  const short = new Date(visit.until).getTime() - new Date(visit.from).getTime() < 60_000;
  return (
    <li className={styles.item}>
      <div>
        <p className={styles.name}>{t('readers.visit', { name: visit.name || t('readers.unknown'), role: words.role(visit.role) })}</p>
        <p>{short ? t('readers.at', { time: format.dayTime(visit.until) }) : t('readers.between', { from: format.dayTime(visit.from), until: format.time(visit.until) })}</p>
        {visit.categories.length > 0 ? <p>{t('readers.saw', { what: words.kinds(visit.categories) })}</p> : null}
        {visit.actions.length > 0 ? <p>{t('readers.did', { what: words.did(visit.actions) })}</p> : null}
        <p className={styles.muted}>{`${t('readers.why')}: ${words.names([...new Set(visit.bases.map(words.basis))])}`}</p>
      </div>
    </li>
  );
}

function Emergencies() {
  const { t } = useTranslation('care-team');
  const { data } = useOperation(OwnEmergencies, {}, { topics: ['emergency'] });
  const all = data?.ownEmergencies ?? [];
  if (all.length === 0) return null;
  return (
    <Card title={t('emergency.list')}>
      <ul className={styles.list}>{all.map((emergency) => <li key={emergency.id} className={styles.item}><div><EmergencyFacts emergency={emergency} /></div></li>)}</ul>
    </Card>
  );
}
