import { classes } from '../kit/classes.js';
import { initialsOf } from './initials.js';
import styles from './peer-groups.module.css';

const tints = 6;

/** Initials on a tint: a picture that is nobody's face. The name stands beside it, so a screen reader needs none of this. */
export function Avatar({ name, tint }: { readonly name: string; readonly tint: number }) {
  return <span aria-hidden="true" className={classes(styles.avatar, styles[`tint${tint % tints}`])}>{initialsOf(name)}</span>;
}
