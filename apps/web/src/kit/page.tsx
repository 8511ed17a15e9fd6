import { useEffect, useRef, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useArea } from './area.js';
import { classes } from './classes.js';
import styles from './page.module.css';
import { useTitlePrefix } from './title-prefix.js';

interface PageProps {
  /** What is true now, as a sentence, not a label. Also the title of the document. */
  readonly heading: string;
  /** Small text above the heading, such as "Question 1 of 4". */
  readonly above?: ReactNode;
  /** Where "Back" leads: a place, or a step that is taken back. */
  readonly back?: { readonly to: string; readonly label?: string } | { readonly step: () => void; readonly label?: string };
  /** Top right on staff pages, such as "Ref 7K4M". Patient pages always carry the help link there. */
  readonly corner?: ReactNode;
  /** Lines of text under the header: offline, queued. */
  readonly status?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons that stay at the bottom of the screen, in the zone of the thumb. */
  readonly footer?: ReactNode;
  /** Staff tables may use the whole width. */
  readonly wide?: boolean;
  /** The help page itself does not link to itself. */
  readonly withoutHelp?: boolean;
  readonly headingId?: string;
  /** The heading takes the focus when this changes; the address by default. */
  readonly focusKey?: string;
}

/** The place that was on the screen last, whichever component showed it. */
let lastPlace: string | null = null;

/** The frame of every screen: way back and help on top, a sentence, the content, then the one thing to do. */
export function Page({ heading, above, back, corner, status, children, footer, wide = false, withoutHelp = false, headingId, focusKey }: PageProps) {
  const { t } = useTranslation('kit');
  const area = useArea();
  const prefix = useTitlePrefix();
  const { pathname } = useLocation();
  const title = useRef<HTMLHeadingElement>(null);
  const place = focusKey ?? pathname;
  useEffect(() => {
    document.title = `${prefix}${heading} · Evenkeel`;
  }, [prefix, heading]);
  useEffect(() => {
    // Not on the very first screen: there the reader starts at the top of the document anyway.
    if (lastPlace !== null && lastPlace !== place) {
      window.scrollTo(0, 0);
      title.current?.focus({ preventScroll: true });
    }
    lastPlace = place;
  }, [place]);
  return (
    <div className={classes(styles.page, wide && styles.wide)}>
      <header className={styles.header}>
        <Back back={back} />
        {area === 'patient' && !withoutHelp ? <Link to="/help" className={styles.corner}>{t('getHelpNow')}</Link> : (corner ?? null)}
      </header>
      {status}
      <main className={styles.main} id="main">
        <div className={styles.body}>
          <div className={styles.heading}>
            {above ? <p className={styles.above}>{above}</p> : null}
            <h1 ref={title} tabIndex={-1} id={headingId}>{heading}</h1>
          </div>
          {children}
        </div>
        {footer ? <div className={styles.footer}>{footer}</div> : null}
      </main>
    </div>
  );
}

function Back({ back }: Pick<PageProps, 'back'>) {
  const { t } = useTranslation('kit');
  if (back === undefined) return <span className={styles.brand} translate="no">Evenkeel</span>;
  const label = back.label ?? t('back');
  if ('to' in back) return <Link to={back.to} className={styles.corner}>{label}</Link>;
  return <AriaButton onPress={back.step} className={styles.corner}>{label}</AriaButton>;
}
