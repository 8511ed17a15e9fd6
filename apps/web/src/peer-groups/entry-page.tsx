import { ApiError } from '@evenkeel/api-client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading, StatusLine } from '../kit/states.js';
import './catalogue.js';
import { ModeratedHoursLine } from './moderated-hours-line.js';
import { listGroups, peerQueries } from './peer-realm.js';
import { usePeerVisit } from './peer-visit.js';
import styles from './peer-groups.module.css';

/** The groups of the clinic, the same for everybody there, and the door to each. */
export function EntryPage({ ended }: { readonly ended: boolean }) {
  const { t } = useTranslation('peer-groups');
  const { enter } = usePeerVisit();
  const [entering, setEntering] = useState<string | null>(null);
  const [failed, setFailed] = useState<'refused' | 'failed' | null>(null);
  const result = useQuery({ queryKey: ['groups'], queryFn: listGroups, retry: false }, peerQueries);
  const goIn = (groupId: string): void => {
    setEntering(groupId);
    setFailed(null);
    enter(groupId).catch((error: unknown) => setFailed(error instanceof ApiError && error.failure === 'not-allowed' ? 'refused' : 'failed')).finally(() => setEntering(null));
  };
  return (
    <Page heading={t('cards.heading')} focusKey="groups" status={ended ? <StatusLine>{t('ended')}</StatusLine> : null}>
      {failed === null ? null : <Notice tone="wait" role="alert"><p>{t(`cards.${failed}`)}</p></Notice>}
      {result.data === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()}><p>{t('cards.failed')}</p></ErrorState> : <Loading what={t('what.groups')} />
      ) : result.data === null || result.data.groups.length === 0 ? <Empty title={t('cards.none')}><p>{t('cards.noneText')}</p></Empty> : (
        <>
          <p>{t('cards.names')}</p>
          <ModeratedHoursLine hours={result.data} />
          <ul className={styles.list}>
            {result.data.groups.map((group) => (
              <li key={group.id}>
                <Card title={group.topic}>
                  <p>{group.about}</p>
                  <Muted>{t(`cards.band.${group.sizeBand}`)}</Muted>
                  {group.hasRoom ? null : <p>{t('cards.full')}</p>}
                  {group.readOnly ? <p>{t('cards.readOnly')}</p> : null}
                  <Button variant="primary" aria-label={t('cards.enterNamed', { topic: group.topic })} isPending={entering !== null} onPress={() => goIn(group.id)}>
                    {entering === group.id ? t('cards.entering') : t('cards.enter')}
                  </Button>
                </Card>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
