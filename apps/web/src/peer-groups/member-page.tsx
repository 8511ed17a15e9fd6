import { PeerDecideMember, PeerMemberPage } from '@evenkeel/api-client/peer';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useOutdated } from '../escalation/outdated.js';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { TextArea, TextField } from '../kit/field.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading, StatusLine } from '../kit/states.js';
import { AuthorName } from './author.js';
import { LogLines } from './log-lines.js';
import { type Member, MemberFacts } from './member-facts.js';
import { actionsFor, type MemberAction, needsReason, saysToServer } from './member-actions.js';
import styles from './peer-groups.module.css';
import { OutdatedQueue } from './queue-page.js';
import { refusalIn, usePeerCommand, usePeerQuery } from './use-peer.js';

/** One pseudonym and what a moderator can do about it. Nothing on this page leads to a person. */
export function MemberPage() {
  const { t } = useTranslation('peer-groups-staff');
  const { personaId = '' } = useParams();
  const result = usePeerQuery(PeerMemberPage, { personaId }, { topics: ['queue'] });
  const outdated = useOutdated(result);
  const [done, setDone] = useState<MemberAction | null>(null);
  const back = { to: '/queue', label: t('nav.queue') };
  if (result.data === undefined) {
    return (
      <Page heading={t('nav.queue')} back={back} focusKey={`member-${personaId}`}>
        {result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.member')} />}
      </Page>
    );
  }
  const page = result.data.moderatedMember ?? null;
  if (page === null) return <Page heading={t('member.gone')} back={back} focusKey={`gone-${personaId}`}><ButtonLink to="/queue" variant="primary">{t('review.toQueue')}</ButtonLink></Page>;
  const { member, log } = page;
  return (
    <Page heading={t('member.heading', { name: member.displayName ?? t('queue.noName') })} back={back} focusKey={`member-${personaId}`} status={done === null ? null : <StatusLine>{t('member.done', { action: t(`member.action.${done}`) })}</StatusLine>}>
      {outdated ? <OutdatedQueue at={result.dataUpdatedAt} onRetry={() => void result.refetch()} /> : null}
      <Card>
        <p className={styles.named}><AuthorName author={{ ...member, displayName: member.displayName ?? null, part: 'peer' }} /></p>
        <MemberFacts member={member} />
        {member.banAsked ? <p><b>{t('member.banAsked')}</b></p> : null}
        <Muted>{t('member.sealed')}</Muted>
      </Card>
      <Actions key={member.personaId} member={member} off={outdated} onDone={setDone} />
      {log.length === 0 ? null : <Card title={t('member.log')}><LogLines entries={log} /></Card>}
    </Page>
  );
}

function Actions({ member, off, onDone }: { readonly member: Member; readonly off: boolean; readonly onDone: (action: MemberAction) => void }) {
  const { t } = useTranslation('peer-groups-staff');
  const [chosen, setChosen] = useState<MemberAction | null>(null);
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState('24');
  const decide = usePeerCommand(PeerDecideMember);
  const answer = decide.data?.decideMember;
  const refused = answer === undefined ? null : refusalIn(answer);
  const wrongField = answer?.__typename === 'InvalidInput' ? answer.field : null;
  const send = (action: MemberAction): void => {
    decide.mutate({ input: { personaId: member.personaId, decision: saysToServer(action), hours: action === 'mute' ? Math.trunc(Number(hours)) || 0 : null, reason } }, {
      onSuccess: ({ decideMember }) => {
        if (refusalIn(decideMember) !== null) return;
        setChosen(null);
        setReason('');
        onDone(action);
      },
    });
  };
  const choose = (action: MemberAction): void => { decide.reset(); if (needsReason(action)) setChosen(action); else send(action); };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen !== null && !decide.isPending) send(chosen);
  };
  return (
    <Card title={t('member.actions')}>
      {decide.isError || (refused !== null && wrongField === null) ? <Notice tone="wait" role="alert"><p>{refused ?? t('refused')}</p></Notice> : null}
      <ButtonRow>
        {actionsFor(member, Date.now()).map((action) => (
          <Button key={action} variant={action === 'approve' ? 'primary' : 'outline'} isDisabled={off} isPending={decide.isPending} onPress={() => choose(action)}>{t(`member.action.${action}`)}</Button>
        ))}
      </ButtonRow>
      {chosen === null ? null : (
        <form onSubmit={submit} noValidate className={styles.panel}>
          {chosen === 'mute' ? <TextField label={t('member.hours')} value={hours} onChange={setHours} inputMode="numeric" error={wrongField === 'hours' ? refused : null} /> : null}
          <TextArea label={t('member.reason')} value={reason} onChange={setReason} rows={3} maxLength={500} error={wrongField === 'reason' ? refused : null} />
          <ButtonRow>
            <Button type="submit" variant="primary" isDisabled={off} isPending={decide.isPending}>{t('member.confirm', { action: t(`member.action.${chosen}`) })}</Button>
            <Button onPress={() => setChosen(null)}>{t('decide.cancel')}</Button>
          </ButtonRow>
        </form>
      )}
    </Card>
  );
}
