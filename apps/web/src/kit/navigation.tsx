import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { classes } from './classes.js';
import styles from './navigation.module.css';

export interface Destination {
  readonly to: string;
  readonly label: string;
  /** Whether only this exact address counts as being there. */
  readonly end?: boolean;
}

interface NavigationProps {
  readonly destinations: readonly Destination[];
  readonly label: string;
  /** For pages with one thing to do and a way back, which need a phone's whole height. */
  readonly deskOnly?: boolean;
}

/** Words, not icons: a bar at the bottom of a phone, a rail at the left of a desk. Holds only what exists. */
export function Navigation({ destinations, label, deskOnly = false }: NavigationProps) {
  return (
    <nav aria-label={label} className={classes(styles.navigation, deskOnly && styles.deskOnly)}>
      <ul>
        {destinations.map((destination) => (
          <li key={destination.to}>
            <NavLink to={destination.to} end={destination.end} className={styles.link}>{destination.label}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Content with its navigation: under it on a phone, beside it on a desk. */
export function Frame({ navigation, children }: { readonly navigation?: ReactNode; readonly children: ReactNode }) {
  const { t } = useTranslation('kit');
  return (
    <div className={styles.frame}>
      {navigation ? <a href="#main" className={styles.skip}>{t('skip')}</a> : null}
      {navigation}
      <div className={styles.content}>{children}</div>
    </div>
  );
}
