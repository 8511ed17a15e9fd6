import { ApiError } from '@evenkeel/api-client';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ErrorSummary, TextField, type FieldError } from '../kit/field.js';
import { Loading } from '../kit/states.js';
import { loadAgainOnce } from '../shell/load-again.js';
import { useSession, type SecondStage } from '../shell/session-context.js';
import styles from './sign-in-page.module.css';

const SecondStageForm = lazy(() => import('../account/second-stage-form.js').catch(loadAgainOnce).then((module) => ({ default: module.SecondStageForm })));

/** E-mail and password, or a passkey; then the second factor, if the account has one. Keeps what was typed. */
export function SignInForm({ email: given = '' }: { readonly email?: string }) {
  const { t, i18n } = useTranslation('identity');
  const { signIn, enter } = useSession();
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState<'password' | 'passkey' | null>(null);
  const [stage, setStage] = useState<SecondStage | null>(null);
  const errorOf = (fieldId: string): string | null => errors.find((error) => error.fieldId === fieldId)?.message ?? null;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing: FieldError[] = [];
    if (!/^\S+@\S+$/.test(email.trim())) missing.push({ fieldId: 'email', message: t('signIn.emailMissing') });
    if (password === '') missing.push({ fieldId: 'password', message: t('signIn.passwordMissing') });
    setErrors(missing);
    if (missing.length > 0 || busy) return;
    setBusy('password');
    signIn(email.trim(), password).then((next) => {
      setStage(next);
      setBusy(null);
    }, (error: unknown) => {
      setErrors([{ fieldId: null, message: t(`signIn.failed.${reasonOf(error)}`) }]);
      setBusy(null);
    });
  };

  const byPasskey = async (): Promise<void> => {
    setErrors([]);
    setBusy('passkey');
    try {
      const { signInByPasskey } = await import('../account/passkey.js');
      enter(await signInByPasskey());
    } catch (error) {
      const unreachable = error instanceof ApiError && error.failure === 'unreachable';
      setErrors([{ fieldId: null, message: t(`signIn.failed.${unreachable ? 'offline' : 'passkey'}`) }]);
      setBusy(null);
    }
  };

  if (stage !== null) return <Suspense fallback={<Loading what={t('shell:what.page')} />}><SecondStageForm stage={stage} onBack={() => { setStage(null); setPassword(''); }} /></Suspense>;
  return (
    <>
      <ErrorSummary errors={errors} />
      <form onSubmit={submit} className={styles.form} noValidate lang={i18n.language}>
        <TextField id="email" name="email" label={t('signIn.email')} type="email" inputMode="email" autoComplete="username" value={email} onChange={setEmail} error={errorOf('email')} />
        <TextField id="password" name="password" label={t('signIn.password')} type="password" autoComplete="current-password" value={password} onChange={setPassword} error={errorOf('password')} />
        <Button type="submit" variant="primary" fill isPending={busy === 'password'}>{busy === 'password' ? t('signIn.busy') : t('signIn.submit')}</Button>
        {'PublicKeyCredential' in globalThis ? <Button fill isPending={busy === 'passkey'} onPress={() => void byPasskey()}>{t('signIn.passkey')}</Button> : null}
      </form>
    </>
  );
}

type Reason = 'wrong' | 'tooMany' | 'offline' | 'fault';

function reasonOf(error: unknown): Reason {
  if (!(error instanceof ApiError)) return 'fault';
  if (error.code === 'too-many-attempts') return 'tooMany';
  if (error.failure === 'signed-out') return 'wrong';
  return error.failure === 'unreachable' ? 'offline' : 'fault';
}
