import { checkPassword } from '@evenkeel/identity-rules';
import { useTranslation } from 'react-i18next';
import { TextField } from '../kit/field.js';
import type { Reason } from './reason.js';

/** What is wrong with a new password, before it is sent: the server decides by the same rules and knows more words. */
export function problemsOf(password: string, again: string, names: readonly string[] = []): readonly Reason[] {
  const refusal = checkPassword(password, names);
  if (refusal !== null) return [refusal.code];
  return password === again ? [] : ['password-differs'];
}

interface PasswordFieldsProps {
  /** Of the form; the field that a refusal links to is `<id>-password`. */
  readonly id: string;
  readonly password: string;
  readonly again: string;
  readonly onPassword: (password: string) => void;
  readonly onAgain: (again: string) => void;
  readonly error: string | null;
}

/** A new password, twice. */
export function PasswordFields({ id, password, again, onPassword, onAgain, error }: PasswordFieldsProps) {
  const { t } = useTranslation('account');
  return (
    <>
      <TextField id={`${id}-password`} name="new-password" label={t('password.new')} description={t('password.help')} type="password" autoComplete="new-password" value={password} onChange={onPassword} error={error} />
      <TextField id={`${id}-again`} name="new-password-again" label={t('password.again')} type="password" autoComplete="new-password" value={again} onChange={onAgain} />
    </>
  );
}
