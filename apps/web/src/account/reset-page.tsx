import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../kit/button.js';
import { ErrorSummary, TextField } from '../kit/field.js';
import { Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { api } from '../shell/api.js';
import { useSession } from '../shell/session-context.js';
import styles from './account.module.css';
import './catalogue.js';
import { PasswordFields, problemsOf } from './password-fields.js';
import { useForm } from './use-form.js';
import { useLinkToken } from './use-link-token.js';

/** Asks for a link to choose a new password. Says the same to every address. */
export function ForgotPage() {
  const { t } = useTranslation('account');
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const form = useForm('forgot');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!form.passes(/^\S+@\S+$/.test(email.trim()) ? [] : ['email-malformed'])) return;
    form.send(async () => {
      await api.rest('POST', '/auth/reset', { email: email.trim() });
      setSent(true);
    });
  };
  if (sent) return <Page heading={t('reset.sent')} focusKey="sent"><p>{t('reset.sentText', { email: email.trim() })}</p><div><ButtonLink to="/">{t('reset.signIn')}</ButtonLink></div></Page>;
  return (
    <Page heading={t('reset.forgot')} back={{ to: '/' }}>
      <form onSubmit={submit} className={styles.form} noValidate>
        <ErrorSummary errors={form.errors} />
        <p>{t('reset.forgotText')}</p>
        <TextField id="forgot-email" name="email" label={t('reset.email')} type="email" inputMode="email" autoComplete="username" value={email} onChange={setEmail} error={form.errorOf('email')} />
        <Button type="submit" variant="primary" fill isPending={form.busy}>{form.busy ? t('busy') : t('reset.send')}</Button>
      </form>
    </Page>
  );
}

/** Where the link of such a mail leads. */
export function ResetPage() {
  const { t } = useTranslation('account');
  const token = useLinkToken();
  const { ended } = useSession();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [done, setDone] = useState(false);
  const form = useForm('reset');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!form.passes(problemsOf(password, again))) return;
    form.send(async () => {
      await api.rest('POST', '/auth/reset/complete', { token, password });
      setDone(true);
      ended();
    });
  };
  if (done) return <Page heading={t('reset.done')} focusKey="done"><p>{t('reset.doneText')}</p><div><ButtonLink to="/" variant="primary">{t('reset.signIn')}</ButtonLink></div></Page>;
  if (token === '') return <Page heading={t('reset.noLink')}><p>{t('refused.reset-over')}</p><div><ButtonLink to="/forgot">{t('reset.forgotAgain')}</ButtonLink></div></Page>;
  return (
    <Page heading={t('reset.choose')}>
      <form onSubmit={submit} className={styles.form} noValidate>
        <ErrorSummary errors={form.errors} />
        <PasswordFields id="reset" password={password} again={again} onPassword={setPassword} onAgain={setAgain} error={form.errorOf('password')} />
        <Muted>{t('reset.factor')}</Muted>
        <Button type="submit" variant="primary" fill isPending={form.busy}>{form.busy ? t('busy') : t('reset.submit')}</Button>
        <ButtonLink to="/forgot">{t('reset.forgotAgain')}</ButtonLink>
      </form>
    </Page>
  );
}
