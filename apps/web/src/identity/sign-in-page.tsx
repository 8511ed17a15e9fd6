import { ApiError } from '@evenkeel/api-client';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../kit/button.js';
import { ErrorSummary, TextField, type FieldError } from '../kit/field.js';
import { Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useSession } from '../shell/session-context.js';
import styles from './sign-in-page.module.css';

/** Shown at whatever address a signed-out person comes to; the address stays, so that a link from a mail still leads there. */
export function SignInPage() {
  const { t, i18n } = useTranslation('identity');
  const { signIn } = useSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const errorOf = (fieldId: string): string | null => errors.find((error) => error.fieldId === fieldId)?.message ?? null;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing: FieldError[] = [];
    if (!/^\S+@\S+$/.test(email.trim())) missing.push({ fieldId: 'email', message: t('signIn.emailMissing') });
    if (password === '') missing.push({ fieldId: 'password', message: t('signIn.passwordMissing') });
    setErrors(missing);
    setAttempt((count) => count + 1);
    if (missing.length > 0 || busy) return;
    setBusy(true);
    signIn(email.trim(), password).catch((error: unknown) => {
      setErrors([{ fieldId: null, message: t(`signIn.failed.${reasonOf(error)}`) }]);
      setBusy(false);
    });
  };

  return (
    <Page heading={t('signIn.heading')} status={<ConnectionLine />}>
      <ErrorSummary errors={errors} attempt={attempt} />
      <form onSubmit={submit} className={styles.form} noValidate lang={i18n.language}>
        <TextField id="email" name="email" label={t('signIn.email')} type="email" inputMode="email" autoComplete="username" value={email} onChange={setEmail} error={errorOf('email')} />
        <TextField id="password" name="password" label={t('signIn.password')} type="password" autoComplete="current-password" value={password} onChange={setPassword} error={errorOf('password')} />
        <Button type="submit" variant="primary" fill isPending={busy}>{busy ? t('signIn.busy') : t('signIn.submit')}</Button>
      </form>
      <div className={styles.without}>
        <h2>{t('signIn.without')}</h2>
        <Muted>{t('signIn.withoutNote')}</Muted>
        <ButtonLink to="/check-in" fill>{t('signIn.checkIn')}</ButtonLink>
      </div>
    </Page>
  );
}

type Reason = 'wrong' | 'tooMany' | 'offline' | 'fault';

function reasonOf(error: unknown): Reason {
  if (!(error instanceof ApiError)) return 'fault';
  if (error.code === 'too-many-attempts') return 'tooMany';
  if (error.failure === 'signed-out') return 'wrong';
  return error.failure === 'unreachable' ? 'offline' : 'fault';
}
