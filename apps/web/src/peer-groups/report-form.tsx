import { PeerReportPost } from '@evenkeel/api-client/peer';
import { reportReasons, type ReportReason } from '@evenkeel/peer-groups-rules';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../check-ins/new-id.js';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { TextArea } from '../kit/field.js';
import { Muted, Notice } from '../kit/notice.js';
import styles from './peer-groups.module.css';
import { refusalIn, usePeerCommand } from './use-peer.js';

/** Tells a moderator about a post. The id is made once, so that sending it again is the same report. */
export function ReportForm({ postId, onDone }: { readonly postId: string; readonly onDone: (sent: boolean) => void }) {
  const { t } = useTranslation('peer-groups');
  const [id] = useState(newId);
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [words, setWords] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const send = usePeerCommand(PeerReportPost, ['thread', 'threads', 'me']);
  const refused = send.data === undefined ? null : refusalIn(send.data.reportPost);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIncomplete(reason === null);
    if (reason !== null && !send.isPending) send.mutate({ input: { id, postId, reason, words } }, { onSuccess: ({ reportPost }) => { if (refusalIn(reportPost) === null) onDone(true); } });
  };
  return (
    <form onSubmit={submit} noValidate className={styles.panel} aria-label={t('report.title')}>
      <h2>{t('report.title')}</h2>
      <Muted>{t('report.text')}</Muted>
      <ChoiceGrid label={t('report.label')} columns={1} value={reason} onChange={setReason} choices={reportReasons.map((value) => ({ value, label: t(`report.reason.${value}`) }))} />
      {reason === 'worried' ? <Notice tone="info"><p>{t('report.danger')}</p><div><ButtonLink to="/help">{t('kit:getHelpNow')}</ButtonLink></div></Notice> : null}
      <TextArea label={t('report.words')} description={t('report.wordsHelp')} error={send.data?.reportPost.__typename === 'InvalidInput' ? refused : null} value={words} onChange={setWords} rows={3} maxLength={1000} />
      {incomplete && reason === null ? <Notice tone="wait" role="alert"><p>{t('report.choose')}</p></Notice> : null}
      {send.isError || (refused !== null && send.data?.reportPost.__typename !== 'InvalidInput') ? <Notice tone="wait" role="alert"><p>{refused ?? t('post.failed')}</p></Notice> : null}
      <ButtonRow>
        <Button type="submit" variant="primary" isPending={send.isPending}>{t('report.send')}</Button>
        <Button onPress={() => onDone(false)}>{t('post.cancel')}</Button>
      </ButtonRow>
    </form>
  );
}
