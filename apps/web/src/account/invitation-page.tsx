import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { SignInForm } from '../identity/sign-in-form.js';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { ErrorSummary, TextField } from '../kit/field.js';
import { Card, Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { api } from '../shell/api.js';
import { useSession } from '../shell/session-context.js';
import styles from './account.module.css';
import './catalogue.js';
import { PasswordFields, problemsOf } from './password-fields.js';
import { reasonOf } from './reason.js';
import { useForm } from './use-form.js';
import { useLinkToken } from './use-link-token.js';

interface Invitation {
  readonly organisationName: string;
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: string;
}

/** Where the link of an invitation leads: who invites to what, then a new account or the one that is there already. */
export function InvitationPage() {
  const { t } = useTranslation('account');
  const token = useLinkToken();
  const format = useFormat();
  const { state } = useSession();
  const [found, setFound] = useState<Invitation | 'over' | 'failed' | null>(token === '' ? 'over' : null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (token === '') return;
    let current = true;
    api.rest('POST', '/auth/invitation', { token }).then(
      (reply) => { if (current) setFound((reply as { invitation: Invitation }).invitation); },
      (error: unknown) => { if (current) setFound(reasonOf(error) === 'invitation-over' ? 'over' : 'failed'); });
    return () => { current = false; };
  }, [token, round]);
  if (found === null) return <Page heading={t('invitation.heading')}><Loading what={t('invitation.what')} /></Page>;
  if (found === 'failed') return <Page heading={t('invitation.heading')}><ErrorState onRetry={() => { setFound(null); setRound(round + 1); }} /></Page>;
  if (found === 'over') return <Page heading={t('invitation.over')}><p>{t('invitation.overText')}</p><div><ButtonLink to="/">{t('invitation.home')}</ButtonLink></div></Page>;
  return (
    <Page heading={t('invitation.from', { organisation: found.organisationName })}>
      <p>{t('invitation.as', { role: t(`shell:role.${found.role}`, { defaultValue: found.role }), email: found.email, until: format.dayTime(found.expiresAt) })}</p>
      {state.kind === 'signed-in' ? <Accept token={token} name={state.session.displayName} /> : <Join token={token} invitation={found} />}
    </Page>
  );
}

function Accept({ token, name }: { readonly token: string; readonly name: string }) {
  const { t } = useTranslation('account');
  const { enter, signOut } = useSession();
  const navigate = useNavigate();
  const form = useForm('accept');
  const accept = (): void => form.send(async () => {
    enter(await api.rest('POST', '/auth/invitation/accept', { token }));
    await navigate('/', { replace: true });
  });
  return (
    <Card title={t('invitation.signedIn', { name })}>
      <ErrorSummary errors={form.errors} />
      <p>{t('invitation.acceptText')}</p>
      <ButtonRow>
        <Button variant="primary" isPending={form.busy} onPress={accept}>{form.busy ? t('busy') : t('invitation.accept')}</Button>
        <Button onPress={() => void signOut().catch(() => undefined)} isDisabled={form.busy}>{t('invitation.notMe')}</Button>
      </ButtonRow>
    </Card>
  );
}

function Join({ token, invitation }: { readonly token: string; readonly invitation: Invitation }) {
  const { t, i18n } = useTranslation('account');
  const { signIn } = useSession();
  const [way, setWay] = useState<'new' | 'account' | 'made'>('new');
  const [name, setName] = useState(invitation.name);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const form = useForm('join');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!form.passes([...(name.trim() === '' ? ['display-name-missing' as const] : []), ...problemsOf(password, again, [name, invitation.email])])) return;
    form.send(async () => {
      await api.rest('POST', '/auth/invitation/register', { token, name, password, language: i18n.language === 'es' ? 'es' : 'en' });
      // Whoever had an account keeps the password they had: then this does not sign them in, and the form below does.
      await signIn(invitation.email, password).catch(() => undefined);
      setWay('made');
    });
  };
  if (way !== 'new') {
    return (
      <Card title={t('invitation.signIn')}>
        <p>{t(way === 'made' ? 'invitation.made' : 'invitation.signInText')}</p>
        <SignInForm email={invitation.email} />
        {way === 'account' ? <Button variant="link" onPress={() => setWay('new')}>{t('invitation.isNew')}</Button> : null}
      </Card>
    );
  }
  return (
    <Card title={t('invitation.new')}>
      <form onSubmit={submit} className={styles.form} noValidate>
        <ErrorSummary errors={form.errors} />
        <TextField id="join-name" name="name" label={t('invitation.name')} description={t('invitation.nameHelp')} autoComplete="name" maxLength={120} value={name} onChange={setName} error={form.errorOf('name')} />
        <Muted>{t('invitation.address', { email: invitation.email })}</Muted>
        <PasswordFields id="join" password={password} again={again} onPassword={setPassword} onAgain={setAgain} error={form.errorOf('password')} />
        <Button type="submit" variant="primary" fill isPending={form.busy}>{form.busy ? t('busy') : t('invitation.make')}</Button>
        <Button variant="link" onPress={() => setWay('account')}>{t('invitation.haveAccount')}</Button>
      </form>
    </Card>
  );
}
