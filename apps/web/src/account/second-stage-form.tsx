import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ErrorSummary, TextField } from '../kit/field.js';
import { Muted } from '../kit/notice.js';
import { api } from '../shell/api.js';
import { useSession, type SecondStage } from '../shell/session-context.js';
import styles from './account.module.css';
import { showPasskey } from './passkey.js';
import { useForm } from './use-form.js';

/** The second stage of a sign-in: a code of an app or of the sheet, or a passkey. */
export function SecondStageForm({ stage, onBack }: { readonly stage: SecondStage; readonly onBack: () => void }) {
  const { t } = useTranslation('account');
  const { enter } = useSession();
  const [code, setCode] = useState('');
  const form = useForm('stage');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (form.passes(code.trim() === '' ? ['code-missing'] : [])) form.send(async () => enter(await api.rest('POST', '/auth/second-factor', { token: stage.token, code })));
  };
  const byPasskey = (): void => form.send(async () =>
    enter(await api.rest('POST', '/auth/second-factor', { token: stage.token, passkey: await showPasskey({ for: 'second-factor', token: stage.token }) })));
  const [hasApp, hasKey] = [stage.methods.includes('totp'), stage.methods.includes('passkey')];
  return (
    <form onSubmit={submit} className={styles.form} noValidate>
      <h2 ref={title} tabIndex={-1}>{t('stage.title')}</h2>
      <ErrorSummary errors={form.errors} />
      {hasKey ? <Button fill variant={hasApp ? 'outline' : 'primary'} onPress={byPasskey} isPending={form.busy}>{t('stage.passkey')}</Button> : null}
      <TextField id="stage-code" name="code" label={t(hasApp ? 'stage.code' : 'stage.recoveryCode')} description={t('stage.codeHelp')} autoComplete="one-time-code" maxLength={40} value={code} onChange={setCode} error={form.errorOf('code')} />
      <Button type="submit" fill variant={hasApp ? 'primary' : 'outline'} isPending={form.busy}>{form.busy ? t('busy') : t('stage.submit')}</Button>
      <Muted>{t('stage.lost')}</Muted>
      <Button variant="link" onPress={onBack}>{t('stage.back')}</Button>
    </form>
  );
}
