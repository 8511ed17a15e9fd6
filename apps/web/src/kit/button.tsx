import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Link } from 'react-router';
import styles from './button.module.css';
import { classes } from './classes.js';

/** One primary per screen. `danger` is for destructive acts and for calling now, never for a high score. */
export type ButtonVariant = 'primary' | 'outline' | 'link' | 'danger';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly variant?: ButtonVariant;
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  /** Shows that the press was taken and ignores further presses; the label should say what is happening. */
  readonly isPending?: boolean;
  /** As wide as its column, which is what a phone wants. */
  readonly fill?: boolean;
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
}

/** A button with a verb on it. 56 px high when primary on a patient's screen. */
export function Button({ children, variant = 'outline', fill = false, isPending = false, onPress, type = 'button', ...rest }: ButtonProps) {
  // Not the library's own pending state: that announces a progress bar we do not have, as an image without a name.
  const pending = isPending ? { 'aria-disabled': true, 'data-pending': true } as const : {};
  return (
    <AriaButton {...rest} {...pending} onPress={isPending ? undefined : onPress} type={isPending ? 'button' : type} className={classes(styles.button, styles[variant], fill && styles.fill)}>
      {children}
    </AriaButton>
  );
}

interface LinkLookProps {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly fill?: boolean;
}

/** A place to go that looks like a button. */
export function ButtonLink({ to, children, variant = 'outline', fill = false, state }: LinkLookProps & { readonly to: string; readonly state?: unknown }) {
  return (
    <Link to={to} state={state} className={classes(styles.button, styles[variant], fill && styles.fill)}>
      {children}
    </Link>
  );
}

/** A telephone or text-message link that looks like a button. Needs no network: only `tel:` and `sms:` belong here. */
export function CallLink({ href, children, variant = 'primary', fill = false }: LinkLookProps & { readonly href: string }) {
  return (
    <a href={href.startsWith('tel:') ? `tel:${dialled(href)}` : href} className={classes(styles.button, styles[variant], fill && styles.fill)}>
      {children}
    </a>
  );
}

/** Digits only, with a leading plus: what a telephone dials, however the number is written. */
export const dialled = (phone: string): string => phone.replace(/[^\d+]/g, '');

/** Buttons under one another on a phone, in a row where there is room. */
export function ButtonRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
