import type { PeerModerationLogQuery } from '@evenkeel/api-client/peer';
import { useTranslation } from 'react-i18next';
import { Timestamp } from '../kit/states.js';
import styles from './peer-groups.module.css';

export type LogEntry = PeerModerationLogQuery['moderationLog'][number];

/** What a moderator did, in words. */
export function useDeed(): (entry: LogEntry) => string {
  const { t } = useTranslation('peer-groups-staff');
  return ({ action, undone }) => {
    const deed = t(`log.action.${action.replace('.', '-')}`, { defaultValue: action });
    return undone ? `${deed} (${t('log.undone')})` : deed;
  };
}

/** A short log inside a card. */
export function LogLines({ entries }: { readonly entries: readonly LogEntry[] }) {
  const { t } = useTranslation('peer-groups-staff');
  const deedOf = useDeed();
  return (
    <ul className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <Timestamp at={entry.at} /> · {entry.moderator ?? t('log.nobody')}: {deedOf(entry)}{(entry.reason ?? null) === null ? null : ` · ${entry.reason}`}
        </li>
      ))}
    </ul>
  );
}
