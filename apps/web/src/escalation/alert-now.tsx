import { useTranslation } from 'react-i18next';
import { Notice } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import type { AlertHead } from './alert-list.js';
import { useAlertWords } from './use-alert-words.js';

interface AlertNowProps {
  readonly head: AlertHead;
  /** Whether the reader is the one who acknowledged or engaged. */
  readonly mine: boolean;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

/** What is true of the alert now and what happens next, with the minutes that are left. */
export function AlertNow({ head, mine, now }: AlertNowProps) {
  const { t } = useTranslation('escalation-staff');
  const words = useAlertWords();
  const format = useFormat();
  const left = words.until(Date.parse(head.nextActionAt ?? ''), now);
  const open = <b>{t('now.openFor', { span: words.since(Date.parse(head.openedAt), now) })}</b>;
  switch (head.status) {
    case 'resolved':
      return (
        <Notice tone="info" title={t('now.closed', { name: head.resolvedBy ?? t('log.system'), time: format.dayTime(head.resolvedAt ?? head.openedAt) })}>
          <p>{t('now.closedOutcome', { outcome: t(`outcome.${head.outcome ?? ''}`, { defaultValue: head.outcome ?? '' }) })}</p>
        </Notice>
      );
    case 'engaged': {
      const time = format.dayTime(head.engagedAt ?? head.openedAt);
      const sent = head.engagement === 'sent-help';
      const name = head.engagedBy ?? '';
      return (
        <Notice tone="wait" title={mine ? t(sent ? 'now.helpSentByMe' : 'now.reachedByMe', { time }) : t(sent ? 'now.helpSentBy' : 'now.reachedBy', { name, time })}>
          <p>{t('now.closeIt', { span: left })}</p>
        </Notice>
      );
    }
    case 'acknowledged': {
      const time = format.dayTime(head.acknowledgedAt ?? head.openedAt);
      return (
        <Notice tone="wait" title={mine ? t('now.acknowledgedByMe', { time }) : t('now.acknowledgedBy', { name: head.acknowledgedBy ?? '', time })}>
          <p>{t('now.expires', { span: words.until(Date.parse(head.acknowledgementExpiresAt ?? head.nextActionAt ?? ''), now) })}</p>
        </Notice>
      );
    }
    case 'exhausted':
      return (
        <Notice tone="urgent">
          <p>{open} {head.nextRoles.length > 0 ? t('now.exhausted', { roles: words.roles(head.nextRoles), span: left }) : t('now.exhaustedPlain', { span: left })}</p>
        </Notice>
      );
    default:
      return (
        <Notice tone={head.tier === 'E0' || head.tier === 'E1' ? 'urgent' : 'wait'}>
          <p>{open} {head.nextRoles.length > 0 ? t('now.goesTo', { roles: words.roles(head.nextRoles), span: left }) : t('now.goesNext', { span: left })}</p>
        </Notice>
      );
  }
}
