import { OwnSecurity } from '@evenkeel/api-client';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { ErrorSummary, TextField } from '../kit/field.js';
import { Loading } from '../kit/states.js';
import { api } from '../shell/api.js';
import { useSession, useSignedIn } from '../shell/session-context.js';
import { useOperation } from '../shell/use-operation.js';
import styles from './account.module.css';
import { showPasskey } from './passkey.js';
import { useForm } from './use-form.js';

/** Asks who it is: the password, with a code where there is a second factor, or a passkey. Stands where the person is looking and covers nothing. */
export function StepUpPanel({ onProved, onCancel }: { readonly onProved: () => void; readonly onCancel: () => void }) {
  const { t } = useTranslation('account');
  const { renew } = useSession();
  const { mustEnrol } = useSignedIn();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const form = useForm('proof');
  const title = useRef<HTMLHeadingElement>(null);
  const security = useOperation(OwnSecurity, {}, { topics: ['security'], enabled: !mustEnrol });
  const methods = security.data?.ownSecurity.methods ?? [];
  useEffect(() => title.current?.focus(), []);
  const prove = async (proof: object): Promise<void> => {
    await renew(api.rest('POST', '/auth/step-up', proof));
    onProved();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = [...(password === '' ? ['password-missing' as const] : []), ...(methods.length > 0 && code.trim() === '' ? ['code-missing' as const] : [])];
    if (form.passes(missing)) form.send(() => prove({ password, code }));
  };
  return (
    <section className={styles.panel} aria-labelledby="proof-title">
      <h2 id="proof-title" ref={title} tabIndex={-1}>{t('proof.title')}</h2>
      <p>{t('proof.why')}</p>
      <ErrorSummary errors={form.errors} />
      {security.isLoading && !mustEnrol ? <Loading what={t('what')} /> : (
        <form onSubmit={submit} className={styles.form} noValidate>
          {methods.includes('passkey') ? <Button fill isPending={form.busy} onPress={() => form.send(async () => prove({ passkey: await showPasskey({ for: 'step-up' }) }))}>{t('proof.passkey')}</Button> : null}
          <TextField id="proof-password" name="password" label={t('proof.password')} type="password" autoComplete="current-password" value={password} onChange={setPassword} error={form.errorOf('password')} />
          {methods.length > 0 ? <TextField id="proof-code" name="code" label={t('stage.code')} description={t('stage.codeHelp')} autoComplete="one-time-code" maxLength={40} value={code} onChange={setCode} error={form.errorOf('code')} /> : null}
          <ButtonRow>
            <Button type="submit" variant="primary" isPending={form.busy}>{form.busy ? t('busy') : t('proof.submit')}</Button>
            <Button onPress={onCancel} isDisabled={form.busy}>{t('proof.cancel')}</Button>
          </ButtonRow>
        </form>
      )}
    </section>
  );
}
