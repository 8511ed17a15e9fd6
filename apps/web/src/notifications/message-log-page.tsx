import { MessageLog, type MessageLogQuery } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading, StatusLine } from '../kit/states.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useOnline } from '../shell/use-online.js';
import { useOperation } from '../shell/use-operation.js';
import styles from './message-log-page.module.css';

type Log = MessageLogQuery['messageLog'];
type Entry = Log['entries'][number];

const perPage = 50;

/** Every message and every attempt, for administrators. Bodies carry no health words by construction. */
export function MessageLogPage() {
  const { t } = useTranslation('notifications-staff');
  const format = useFormat();
  const online = useOnline();
  /** Where each page that was turned to starts; the first page starts nowhere. */
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const result = useOperation(MessageLog, { first: perPage, after: cursors.at(-1) ?? null }, { topics: ['messages'], poll: cursors.length === 1 });
  const log = result.data?.messageLog;
  const status = log && (result.isError || !online) ? (
    <StatusLine>{t(online ? 'notRefreshed' : 'offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) })}</StatusLine>
  ) : null;
  return (
    <Page wide heading={t('heading')} status={status}>
      {log ? (
        <>
          {log.smtp ? null : <Notice tone="wait" title={t('noSmtpTitle')}><p>{t('noSmtp')}</p></Notice>}
          <Muted>{t('note')}</Muted>
          <Messages log={log} />
        </>
      ) : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}
      <Pages
        page={cursors.length}
        next={log?.nextCursor ?? null}
        onNewer={() => setCursors((before) => before.slice(0, -1))}
        onOlder={(next) => setCursors((before) => [...before, next])}
      />
    </Page>
  );
}

function Messages({ log }: { readonly log: Log }) {
  const { t } = useTranslation('notifications-staff');
  const format = useFormat();
  const columns: readonly Column<Entry>[] = [
    { key: 'at', header: t('at'), cell: (entry) => <time dateTime={entry.at}>{format.dayTime(entry.at)}</time> },
    { key: 'template', header: t('template'), cell: (entry) => t('by', { template: t(`templates.${entry.template}`, { defaultValue: entry.template }), channel: t(`channel.${entry.channel}`, { defaultValue: entry.channel }) }) },
    { key: 'recipient', header: t('recipient'), cell: (entry) => (entry.recipient === 'patient' ? t('patient') : entry.recipient) },
    { key: 'outcome', header: t('outcome'), cell: (entry) => t(`outcomes.${entry.channel === 'log' && entry.outcome === 'accepted' ? 'logged' : entry.outcome}`, { defaultValue: entry.outcome }) },
    { key: 'reference', header: t('reference'), cell: (entry) => entry.reference || t('noReference') },
    { key: 'attempt', header: t('attempt'), align: 'end', cell: (entry) => entry.attempt },
    {
      key: 'content',
      header: t('content'),
      cell: (entry) => (
        <details>
          <summary>{t('show')}</summary>
          <p>{t('subject', { subject: entry.subject })}</p>
          <p className={styles.body}>{entry.body}</p>
        </details>
      ),
    },
  ];
  return <Table caption={t('caption')} captionHidden columns={columns} rows={log.entries} rowKey={(entry) => entry.id} empty={<Empty title={t('empty')} />} />;
}

interface PagesProps {
  readonly page: number;
  readonly next: string | null;
  readonly onNewer: () => void;
  readonly onOlder: (next: string) => void;
}

function Pages({ page, next, onNewer, onOlder }: PagesProps) {
  const { t } = useTranslation('notifications-staff');
  if (page === 1 && next === null) return null;
  return (
    <>
      <p role="status">{t('page', { page })}</p>
      <ButtonRow>
        {page > 1 ? <Button onPress={onNewer}>{t('newer')}</Button> : null}
        {next === null ? null : <Button onPress={() => onOlder(next)}>{t('older')}</Button>}
      </ButtonRow>
    </>
  );
}
