import type { ReactNode } from 'react';
import { classes } from './classes.js';
import styles from './notice.module.css';

/** `urgent` means call now. `wait` means that something waits on someone. A high score or a missed dose is neither. */
export type NoticeTone = 'urgent' | 'wait' | 'info' | 'ok';

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** `alert` interrupts a screen reader; only for what cannot wait. */
  readonly role?: 'alert' | 'status' | 'note';
}

/** A tinted box with a strong left edge. The words carry the meaning; the colour only repeats it. */
export function Notice({ tone, title, children, role }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={role}>
      {title ? <p className={styles.title}>{title}</p> : null}
      {children}
    </div>
  );
}

/** A bordered sheet for one subject. */
export function Card({ title, children, aside }: { readonly title?: ReactNode; readonly children: ReactNode; readonly aside?: ReactNode }) {
  return (
    <section className={styles.card}>
      {title || aside ? (
        <div className={styles.head}>
          {title ? <h2>{title}</h2> : <span />}
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** Things under one another with the usual distance. */
export function Stack({ children, gap = 'cards' }: { readonly children: ReactNode; readonly gap?: 'text' | 'cards' | 'sections' }) {
  return <div className={styles[gap]}>{children}</div>;
}

/** Text of lesser weight. */
export function Muted({ children }: { readonly children: ReactNode }) {
  return <p className={styles.muted}>{children}</p>;
}
