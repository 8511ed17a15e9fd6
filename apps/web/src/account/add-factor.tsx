import { encode } from 'uqr';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { ErrorSummary, TextField } from '../kit/field.js';
import { Muted } from '../kit/notice.js';
import { api } from '../shell/api.js';
import styles from './account.module.css';
import { hasPasskeys, makePasskey } from './passkey.js';
import { useStepUp } from './step-up.js';
import { useForm } from './use-form.js';

interface Offer {
  readonly secret: string;
  readonly uri: string;
}

/** A code app, a passkey. `onAdded` gets the sheet of recovery codes when this was the first factor. */
export function AddFactor({ hasApp = false, onAdded }: { readonly hasApp?: boolean; readonly onAdded: (recoveryCodes: readonly string[] | null) => void }) {
  const { t } = useTranslation('account');
  const { withProof, panel } = useStepUp();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [naming, setNaming] = useState(false);
  const form = useForm('factor');
  const added = (reply: unknown): void => {
    const { recoveryCodes = null } = (reply ?? {}) as { recoveryCodes?: readonly string[] | null };
    setOffer(null);
    setNaming(false);
    onAdded(recoveryCodes);
  };
  const begin = (): void => form.send(async () => setOffer((await withProof(() => api.rest('POST', '/auth/totp'))) as Offer | null));
  if (panel !== null) return panel;
  if (offer !== null) return <AppForm offer={offer} onDone={added} onCancel={() => setOffer(null)} withProof={withProof} />;
  if (naming) return <PasskeyForm onDone={added} onCancel={() => setNaming(false)} withProof={withProof} />;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <ButtonRow>
        {hasPasskeys() ? <Button onPress={() => setNaming(true)}>{t('factor.addPasskey')}</Button> : null}
        <Button onPress={begin} isPending={form.busy}>{t(hasApp ? 'factor.replaceApp' : 'factor.addApp')}</Button>
      </ButtonRow>
    </>
  );
}

interface StepProps {
  readonly onDone: (reply: unknown) => void;
  readonly onCancel: () => void;
  readonly withProof: ReturnType<typeof useStepUp>['withProof'];
}

function AppForm({ offer, onDone, onCancel, withProof }: StepProps & { readonly offer: Offer }) {
  const { t } = useTranslation('account');
  const [code, setCode] = useState('');
  const form = useForm('app');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!form.passes(code.trim() === '' ? ['code-missing'] : [])) return;
    form.send(async () => {
      const reply = await withProof(() => api.rest('POST', '/auth/totp/confirm', { code }));
      if (reply !== null) onDone(reply);
    });
  };
  return (
    <form onSubmit={submit} className={styles.form} noValidate>
      <ErrorSummary errors={form.errors} />
      <p>{t('factor.appText')}</p>
      <Square text={offer.uri} />
      <p>{t('factor.appSecret')}</p>
      <p className={styles.secret} translate="no">{offer.secret.match(/.{1,4}/g)?.join(' ')}</p>
      <TextField id="app-code" name="code" label={t('factor.appCode')} inputMode="numeric" autoComplete="one-time-code" maxLength={10} value={code} onChange={setCode} error={form.errorOf('code')} />
      <Buttons busy={form.busy} label={t('factor.appConfirm')} onCancel={onCancel} />
    </form>
  );
}

function PasskeyForm({ onDone, onCancel, withProof }: StepProps) {
  const { t } = useTranslation('account');
  const [label, setLabel] = useState('');
  const form = useForm('passkey');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!form.passes(label.trim() === '' ? ['display-name-missing'] : [])) return;
    form.send(async () => {
      const reply = await withProof(async () => api.rest('POST', '/auth/passkey/register', { passkey: await makePasskey(), label }));
      if (reply !== null) onDone(reply);
    });
  };
  return (
    <form onSubmit={submit} className={styles.form} noValidate>
      <ErrorSummary errors={form.errors} />
      <TextField id="passkey-name" name="label" label={t('factor.passkeyName')} description={t('factor.passkeyHelp')} maxLength={120} value={label} onChange={setLabel} error={form.errorOf('name')} />
      <Muted>{t('factor.passkeyText')}</Muted>
      <Buttons busy={form.busy} label={t('factor.passkeyMake')} onCancel={onCancel} />
    </form>
  );
}

function Buttons({ busy, label, onCancel }: { readonly busy: boolean; readonly label: string; readonly onCancel: () => void }): ReactNode {
  const { t } = useTranslation('account');
  return (
    <ButtonRow>
      <Button type="submit" variant="primary" isPending={busy}>{busy ? t('busy') : label}</Button>
      <Button onPress={onCancel} isDisabled={busy}>{t('proof.cancel')}</Button>
    </ButtonRow>
  );
}

/** The square that an app reads, as one path. Black on white in every theme: cameras want it so. */
function Square({ text }: { readonly text: string }) {
  const { t } = useTranslation('account');
  const { data, size } = encode(text, { ecc: 'M', border: 1 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <div className={styles.square}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('factor.square')} shapeRendering="crispEdges"><path d={path} fill="#000000" /></svg>
    </div>
  );
}
