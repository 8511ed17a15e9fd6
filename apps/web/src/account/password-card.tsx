import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { ErrorSummary } from '../kit/field.js';
import { Card, Muted } from '../kit/notice.js';
import { api } from '../shell/api.js';
import { useSignedIn } from '../shell/session-context.js';
import styles from './account.module.css';
import { PasswordFields, problemsOf } from './password-fields.js';
import { useStepUp } from './step-up.js';
import { useForm } from './use-form.js';

/** Another password. Every other device is signed out by it, and the screen says so before. */
export function PasswordCard({ onChanged }: { readonly onChanged: (said: string) => void }) {
  const { t } = useTranslation('account');
  const { displayName } = useSignedIn();
  const { withProof, panel } = useStepUp();
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const form = useForm('password');
  const close = (): void => { setOpen(false); setPassword(''); setAgain(''); };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!form.passes(problemsOf(password, again, [displayName]))) return;
    form.send(async () => {
      const done = await withProof(() => api.rest('POST', '/auth/password', { password }));
      if (done === null) return;
      close();
      onChanged(t('password.changed'));
    });
  };
  return (
    <Card title={t('password.title')}>
      {panel}
      {open ? (
        <form onSubmit={submit} className={styles.form} noValidate hidden={panel !== null}>
          <ErrorSummary errors={form.errors} />
          <PasswordFields id="password" password={password} again={again} onPassword={setPassword} onAgain={setAgain} error={form.errorOf('password')} />
          <Muted>{t('password.others')}</Muted>
          <ButtonRow>
            <Button type="submit" variant="primary" isPending={form.busy}>{form.busy ? t('busy') : t('password.change')}</Button>
            <Button onPress={close} isDisabled={form.busy}>{t('proof.cancel')}</Button>
          </ButtonRow>
        </form>
      ) : <div><Button onPress={() => setOpen(true)}>{t('password.begin')}</Button></div>}
    </Card>
  );
}
