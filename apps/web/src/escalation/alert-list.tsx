import type { AlertHeadFieldsFragment } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { classes } from '../kit/classes.js';
import { useFormat } from '../language/use-format.js';
import styles from './alert-list.module.css';
import { useAlertWords } from './use-alert-words.js';

export type AlertHead = AlertHeadFieldsFragment;

interface AlertListProps {
  readonly title: string;
  readonly heads: readonly AlertHead[];
  /** Ids of the alerts that the reader is on. */
  readonly mine: ReadonlySet<string>;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

/** One section of the list; nothing at all while it is empty. */
export function AlertList({ title, heads, mine, now }: AlertListProps) {
  if (heads.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      <ul className={styles.list}>
        {heads.map((head) => (
          <li key={head.id}><AlertRow head={head} mine={mine.has(head.id)} now={now} /></li>
        ))}
      </ul>
    </section>
  );
}

const waits = (status: string): boolean => status === 'triggered' || status === 'notified' || status === 'exhausted';

/** The whole row is the link: opening is never a step of the alert. */
function AlertRow({ head, mine, now }: { readonly head: AlertHead; readonly mine: boolean; readonly now: number }) {
  const { t } = useTranslation('escalation-staff');
  const words = useAlertWords();
  const urgent = head.tier === 'E0' || head.tier === 'E1';
  return (
    <Link to={`/alerts/${head.id}`} className={classes(styles.row, waits(head.status) && (urgent ? styles.urgent : styles.wait))}>
      <span className={styles.head}>
        <span className={styles.fired}>{words.fired(head.family)}</span>
        <span className={styles.tier}>{words.tier(head.tier)}</span>
      </span>
      <span>{head.patientName}</span>
      <State head={head} mine={mine} now={now} />
      <span className={styles.muted}>
        {t('ref', { reference: head.reference })}
        {head.triggerCount > 1 ? `. ${t('row.repeated', { count: head.triggerCount })}` : null}
      </span>
      {head.drill ? <span>{t('row.drill')}</span> : null}
    </Link>
  );
}

/** What is true of the alert now, and what the engine does next. */
function State({ head, mine, now }: { readonly head: AlertHead; readonly mine: boolean; readonly now: number }) {
  const { t } = useTranslation('escalation-staff');
  const words = useAlertWords();
  const format = useFormat();
  const left = head.nextActionAt ? words.until(Date.parse(head.nextActionAt), now) : null;
  if (head.status === 'resolved') {
    return <span>{t('row.closedBy', { name: head.resolvedBy ?? '', time: format.dayTime(head.resolvedAt ?? head.openedAt), outcome: t(`outcome.${head.outcome ?? ''}`, { defaultValue: head.outcome ?? '' }) })}</span>;
  }
  if (head.status === 'engaged') {
    const what = t(`engagement.${head.engagement ?? ''}`, { defaultValue: head.engagement ?? '' });
    return (
      <span>
        {t('row.engagedBy', { name: head.engagedBy ?? '', what, time: format.dayTime(head.engagedAt ?? head.openedAt) })}
        {left ? ` ${t('row.closeBy', { span: left })}` : null}
      </span>
    );
  }
  if (head.status === 'acknowledged') {
    const time = format.dayTime(head.acknowledgedAt ?? head.openedAt);
    return (
      <span>
        {mine ? t('row.acknowledgedByMe', { time }) : t('row.acknowledgedBy', { name: head.acknowledgedBy ?? '', time })}
        {left ? ` ${t('row.pagesAgain', { span: left })}` : null}
      </span>
    );
  }
  return (
    <span>
      {`${t('row.open', { span: words.since(Date.parse(head.openedAt), now) })} `}
      {left === null ? null
        : head.status === 'exhausted' ? t('row.repeats', { span: left })
        : head.nextRoles.length > 0 ? t('row.goesTo', { span: left, roles: words.roles(head.nextRoles) })
        : t('row.goesNext', { span: left })}
    </span>
  );
}
