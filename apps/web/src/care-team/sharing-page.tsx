import { Sharing, type SharingQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { ButtonLink } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading, StatusLine } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useOperation } from '../shell/use-operation.js';
import styles from './sharing.module.css';
import { useSharingWords } from './use-sharing-words.js';
import { readersOf } from './who-looks.js';

export type Shared = NonNullable<SharingQuery['sharing']>;
type Consent = Shared['consents'][number];

/** The patient's own team and consents, fresh on news. */
export const useSharing = () => useOperation(Sharing, {}, { topics: ['patient'] });

/** Who is on the team, who looks at alerts, what is shared until when, and how each of it ends. */
export function SharingPage() {
  const { t } = useTranslation('care-team');
  const result = useSharing();
  const { state } = useLocation() as { state: { done?: boolean } | null };
  const shared = result.data?.sharing;
  const heading = !shared ? t('sharing.title') : shared.team.length === 0 ? t('sharing.headingNone') : t('sharing.heading', { count: shared.team.length });
  return (
    <Page
      heading={heading}
      focusKey="sharing"
      back={{ to: '/more' }}
      status={<><ConnectionLine />{state?.done === true ? <StatusLine>{t('sharing.saved')}</StatusLine> : null}</>}
      footer={shared ? <ButtonLink to="/sharing/give" variant="primary" fill>{t('sharing.give')}</ButtonLink> : null}
    >
      {shared ? (
        <>
          <TeamList shared={shared} />
          <AlertReaders shared={shared} />
          <Consents shared={shared} />
          <p><Link to="/readers">{t('sharing.readers')}</Link></p>
        </>
      ) : result.isError ? <ErrorState reference={result.error.reference} onRetry={() => void result.refetch()} /> : <Loading what={t('what.sharing')} />}
    </Page>
  );
}

function TeamList({ shared }: { readonly shared: Shared }) {
  const { t } = useTranslation('care-team');
  const words = useSharingWords();
  const format = useFormat();
  return (
    <Card title={t('sharing.team')}>
      {shared.team.length === 0 ? <p>{t('sharing.emptyTeam')}</p> : (
        <ul className={styles.list}>
          {shared.team.map((member) => (
            <li key={member.id} className={styles.item}>
              <div>
                <p className={styles.name}>{member.name}</p>
                <p className={styles.muted}>{t('sharing.since', { role: words.role(member.role), date: format.day(member.since) })}</p>
              </div>
              <ButtonLink to={`/sharing/remove/${member.id}`}>{t('sharing.remove', { name: member.name })}</ButtonLink>
            </li>
          ))}
        </ul>
      )}
      <p><Link to="/sharing/invite">{t('sharing.invite')}</Link></p>
      <Muted>{t('sharing.always')}</Muted>
    </Card>
  );
}

/** Says what is true now, in the same moment in which it changes: it is read from the consents on this page. */
function AlertReaders({ shared }: { readonly shared: Shared }) {
  const { t } = useTranslation('care-team');
  const words = useSharingWords();
  const answers = readersOf(shared, 'crisis_alerts');
  const heads = readersOf(shared, 'alert_head');
  return (
    <Notice tone={answers.length === 0 || heads.length === 0 ? 'wait' : 'info'} title={t('sharing.alerts')}>
      <p>{heads.length === 0 ? t('sharing.alertHeadNone') : answers.length === 0 ? t('sharing.alertReadersNone') : t('sharing.alertReaders', { names: words.names(answers) })}</p>
    </Notice>
  );
}

function Consents({ shared }: { readonly shared: Shared }) {
  const { t } = useTranslation('care-team');
  const words = useSharingWords();
  const format = useFormat();
  const live = shared.consents.filter((consent) => consent.live);
  const ended = shared.consents.filter((consent) => !consent.live);
  const over = (consent: Consent): string => (consent.endedAt === null
    ? t('sharing.ranOut', { from: format.day(consent.startsAt), date: format.day(consent.expiresAt) })
    : t('sharing.endedOn', { from: format.day(consent.startsAt), date: format.dayTime(consent.endedAt) }));
  return (
    <Card title={t('sharing.shared')}>
      {live.length === 0 ? <p>{t('sharing.nothing')}</p> : (
        <ul className={styles.list}>
          {live.map((consent) => (
            <li key={consent.id} className={styles.item}>
              <div>
                <p>{t('sharing.may', { who: words.recipient(consent), what: words.kinds(consent.categories) })}</p>
                <p className={styles.muted}>{t('sharing.until', { from: format.day(consent.startsAt), until: format.day(consent.expiresAt) })}</p>
              </div>
              <ButtonLink to={`/sharing/end/${consent.id}`}>{t('sharing.end')}<span className="visually-hidden">{`: ${words.recipient(consent)}`}</span></ButtonLink>
            </li>
          ))}
        </ul>
      )}
      <Muted>{t('sharing.kept')}</Muted>
      {ended.length > 0 ? (
        <details className={styles.history}>
          <summary>{t('sharing.historyCount', { count: ended.length })}</summary>
          <ul className={styles.list}>
            {ended.map((consent) => (
              <li key={consent.id}>
                <p>{t('sharing.might', { who: words.recipient(consent), what: words.kinds(consent.categories) })}</p>
                <p className={styles.muted}>{over(consent)}</p>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Card>
  );
}
