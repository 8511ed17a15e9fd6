import { CalendarFeed, CreateCalendarFeed, RevokeCalendarFeed } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { ErrorSummary, Field } from '../kit/field.js';
import { Card, Muted } from '../kit/notice.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useOnline } from '../shell/use-online.js';
import { useCommand, useOperation } from '../shell/use-operation.js';
import styles from './account.module.css';
import { useForm } from './use-form.js';

/** Plain reminders for the patient's own calendar: an address that is shown once and can be ended at any time. */
export function CalendarCard({ onChanged }: { readonly onChanged: (said: string) => void }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const online = useOnline();
  const result = useOperation(CalendarFeed, {}, { topics: ['schedule'] });
  const create = useCommand(CreateCalendarFeed, ['schedule']);
  const revoke = useCommand(RevokeCalendarFeed, ['schedule']);
  const form = useForm('calendar');
  const [address, setAddress] = useState<string | null>(null);
  const feed = result.data?.calendarFeed ?? null;
  const make = (): void => form.send(async () => {
    const { createCalendarFeed } = await create.mutateAsync({});
    setAddress(createCalendarFeed.address);
  });
  const end = (): void => form.send(async () => {
    await revoke.mutateAsync({});
    setAddress(null);
    onChanged(t('calendar.ended'));
  });
  return (
    <Card title={t('calendar.title')}>
      <p>{t('calendar.text')}</p>
      <ErrorSummary errors={form.errors} />
      {online ? null : <p>{t('calendar.offline')}</p>}
      {result.data === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('calendar.what')} />
      ) : (
        <>
          {address === null ? null : <Address address={address} />}
          {feed === null ? null : <Muted>{t('calendar.since', { date: format.day(feed.createdAt) })}</Muted>}
          <ButtonRow>
            <Button onPress={make} isPending={form.busy} isDisabled={!online}>{t(feed === null ? 'calendar.make' : 'calendar.makeAgain')}</Button>
            {feed === null ? null : <Button onPress={end} isPending={form.busy} isDisabled={!online}>{t('calendar.end')}</Button>}
          </ButtonRow>
        </>
      )}
    </Card>
  );
}

/** The address, this once. It can be marked and copied by hand where the device does not let a page copy. */
function Address({ address }: { readonly address: string }) {
  const { t } = useTranslation('account');
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = (): void => void navigator.clipboard.writeText(address).then(() => setCopied('yes'), () => setCopied('no'));
  return (
    <div className={styles.form}>
      <Field label={t('calendar.address')} description={t('calendar.once')}>
        {(wiring) => <textarea {...wiring} readOnly rows={4} value={address} onFocus={(event) => event.target.select()} translate="no" className={styles.address} />}
      </Field>
      <div><Button onPress={copy}>{t('calendar.copy')}</Button></div>
      <p role="status">{copied === null ? '' : t(copied === 'yes' ? 'calendar.copied' : 'calendar.notCopied')}</p>
    </div>
  );
}
