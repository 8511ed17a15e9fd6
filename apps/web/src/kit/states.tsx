import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow, CallLink } from './button.js';
import { Notice } from './notice.js';
import styles from './states.module.css';
import { useFormat } from '../language/use-format.js';

/**
 * One line of text under the header that says where things are. Never a toast: it stays as long as it is true.
 * `data-testid="status-line"`, because its words change and its role is shared with other live texts.
 */
export function StatusLine({ children }: { readonly children: ReactNode }) {
  return <p role="status" data-testid="status-line" className={styles.status}>{children}</p>;
}

const quietMs = 400;
const longMs = 8_000;

interface LoadingProps {
  /** What is being loaded, as it reads after "Loading": "your plan". */
  readonly what: string;
  readonly onUseSaved?: () => void;
}

/** Nothing for 400 ms, then plain text; after 8 seconds a choice. No spinner, no shimmer, said once. */
export function Loading({ what, onUseSaved }: LoadingProps) {
  const { t } = useTranslation('kit');
  const [phase, setPhase] = useState<'quiet' | 'said' | 'long'>('quiet');
  const [round, setRound] = useState(0);
  useEffect(() => {
    const said = setTimeout(() => setPhase((now) => (now === 'quiet' ? 'said' : now)), quietMs);
    const long = setTimeout(() => setPhase('long'), longMs);
    return () => { clearTimeout(said); clearTimeout(long); };
  }, [round]);
  return (
    <div className={styles.loading}>
      <p role="status">{phase === 'quiet' ? '' : t('loading', { what })}</p>
      {phase === 'long' ? (
        <ButtonRow>
          <Button onPress={() => { setPhase('said'); setRound(round + 1); }}>{t('keepWaiting')}</Button>
          {onUseSaved ? <Button onPress={onUseSaved}>{t('useSaved')}</Button> : null}
        </ButtonRow>
      ) : null}
    </div>
  );
}

/** Says what will be here, who puts it there, and offers one thing to do. */
export function Empty({ title, children, action }: { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {children}
      {action}
    </div>
  );
}

interface ErrorStateProps {
  /** What happened to what the reader typed, and what to do. */
  readonly children?: ReactNode;
  readonly reference?: string | null;
  readonly onRetry?: () => void;
  /** Where to call when waiting is unsafe. */
  readonly phone?: string | null;
}

/** "Sorry, there is a problem", in ink on paper. No codes, no red page; a short reference at the foot for support. */
export function ErrorState({ children, reference, onRetry, phone }: ErrorStateProps) {
  const { t } = useTranslation('kit');
  return (
    <Notice tone="wait" title={t('problem')} role="alert">
      {children ?? <p>{t('problemTryAgain')}</p>}
      <ButtonRow>
        {onRetry ? <Button onPress={onRetry}>{t('tryAgain')}</Button> : null}
        {phone ? <CallLink href={`tel:${phone}`} variant="outline">{t('callNumber', { phone })}</CallLink> : null}
      </ButtonRow>
      {reference ? <p className={styles.reference}>{t('reference', { reference })}</p> : null}
    </Notice>
  );
}

interface TimestampProps {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly style?: 'time' | 'day' | 'day-time';
  /** IANA zone to show it in; the device's own when absent. */
  readonly zone?: string;
}

/** An instant in words ("Tue 19 August, 2:02 pm") with its machine form for assistive tools. */
export function Timestamp({ at, style = 'day-time', zone }: TimestampProps) {
  const format = useFormat();
  const text = style === 'time' ? format.time(at, zone) : style === 'day' ? format.day(at, zone) : format.dayTime(at, zone);
  return <time dateTime={at}>{text}</time>;
}
