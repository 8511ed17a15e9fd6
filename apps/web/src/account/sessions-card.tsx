import { EndOtherSessions, EndSession, type OwnSecurityQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ErrorSummary } from '../kit/field.js';
import { Card, Muted } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { useCommand } from '../shell/use-operation.js';
import styles from './account.module.css';
import { useForm } from './use-form.js';

type Session = OwnSecurityQuery['ownSecurity']['sessions'][number];

/** Where the person is signed in. Any of it but this device can be ended from here, at once. */
export function SessionsCard({ sessions, onChanged }: { readonly sessions: readonly Session[]; readonly onChanged: (said: string) => void }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const end = useCommand(EndSession, ['security']);
  const endOthers = useCommand(EndOtherSessions, ['security']);
  const form = useForm('sessions');
  const nameOf = ({ browser, system }: Session): string => (browser && system ? t('sessions.device', { browser, system }) : (browser ?? system ?? t('sessions.unknown')));
  const endOne = (session: Session): void => form.send(async () => {
    await end.mutateAsync({ id: session.id });
    onChanged(t('sessions.ended', { device: nameOf(session) }));
  });
  const endAll = (): void => form.send(async () => {
    const { endOtherSessions } = await endOthers.mutateAsync({});
    onChanged(t('sessions.othersEnded', { count: endOtherSessions.count }));
  });
  return (
    <Card title={t('sessions.title')}>
      <ErrorSummary errors={form.errors} />
      <ul className={styles.list}>
        {sessions.map((session) => (
          <li key={session.id}>
            <p><strong>{nameOf(session)}</strong>{session.current ? ` · ${t('sessions.current')}` : ''}</p>
            <Muted>{t('sessions.seen', { role: t(`shell:role.${session.role}`, { defaultValue: session.role }), since: format.day(session.since), seen: format.dayTime(session.lastSeenAt) })}</Muted>
            {session.current ? null : <div><Button isPending={form.busy} onPress={() => endOne(session)} aria-label={t('sessions.endNamed', { device: nameOf(session) })}>{t('sessions.end')}</Button></div>}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? <div><Button isPending={form.busy} onPress={endAll}>{t('sessions.endOthers')}</Button></div> : <Muted>{t('sessions.only')}</Muted>}
    </Card>
  );
}
