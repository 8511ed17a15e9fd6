import type { OwnSecurityQuery } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ErrorSummary } from '../kit/field.js';
import { Card, Muted } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { api } from '../shell/api.js';
import styles from './account.module.css';
import { AddFactor } from './add-factor.js';
import { useStepUp } from './step-up.js';
import { useForm } from './use-form.js';

type Security = OwnSecurityQuery['ownSecurity'];
type Changed = (said: string, recoveryCodes?: readonly string[] | null) => void;

/** What is asked beside the password, and the sheet of codes for the day on which it is lost. */
export function FactorsCard({ security, onChanged }: { readonly security: Security; readonly onChanged: Changed }) {
  const { t } = useTranslation('account');
  const { factors, recoveryCodesLeft } = security;
  return (
    <Card title={t('factor.title')}>
      <Muted>{t('factor.text')}</Muted>
      {factors.length === 0 ? <p>{t('factor.none')}</p> : <ul className={styles.list}>{factors.map((factor) => <Factor key={factor.id} factor={factor} onChanged={onChanged} />)}</ul>}
      <AddFactor hasApp={factors.some((factor) => factor.kind === 'totp')} onAdded={(codes) => onChanged(t('factor.added'), codes)} />
      {factors.length > 0 ? <Codes left={recoveryCodesLeft} onChanged={onChanged} /> : null}
    </Card>
  );
}

function Factor({ factor, onChanged }: { readonly factor: Security['factors'][number]; readonly onChanged: Changed }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const { withProof, panel } = useStepUp();
  const [asking, setAsking] = useState(false);
  const form = useForm(`remove-${factor.id}`);
  const name = factor.label ?? t('factor.app');
  const remove = (): void => form.send(async () => {
    const done = await withProof(() => api.rest('POST', '/auth/factor/remove', { id: factor.id }));
    setAsking(false);
    if (done !== null) onChanged(t('factor.removed', { name }));
  });
  return (
    <li>
      <p><strong>{t(factor.kind === 'passkey' ? 'factor.passkeyNamed' : 'factor.appNamed', { name })}</strong></p>
      <Muted>{factor.lastUsedAt ? t('factor.used', { since: format.day(factor.since), used: format.day(factor.lastUsedAt) }) : t('factor.unused', { since: format.day(factor.since) })}</Muted>
      <ErrorSummary errors={form.errors} />
      {panel ?? (asking ? (
        <>
          <p>{t('factor.removeText')}</p>
          <div><Button variant="danger" isPending={form.busy} onPress={remove}>{form.busy ? t('busy') : t('factor.removeNow', { name })}</Button></div>
          <div><Button variant="link" onPress={() => setAsking(false)}>{t('proof.cancel')}</Button></div>
        </>
      ) : <div><Button onPress={() => setAsking(true)}>{t('factor.remove', { name })}</Button></div>)}
    </li>
  );
}

function Codes({ left, onChanged }: { readonly left: number; readonly onChanged: Changed }) {
  const { t } = useTranslation('account');
  const { withProof, panel } = useStepUp();
  const form = useForm('codes');
  const renew = (): void => form.send(async () => {
    const reply = (await withProof(() => api.rest('POST', '/auth/recovery-codes'))) as { recoveryCodes: readonly string[] } | null;
    if (reply !== null) onChanged(t('codes.renewed'), reply.recoveryCodes);
  });
  return (
    <>
      <p>{t('codes.left', { count: left })}</p>
      <ErrorSummary errors={form.errors} />
      {panel ?? <div><Button isPending={form.busy} onPress={renew}>{t('codes.renew')}</Button></div>}
    </>
  );
}
