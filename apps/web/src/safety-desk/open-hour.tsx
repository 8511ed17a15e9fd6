import type { DeskRequest } from '@evenkeel/care-team-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow, CallLink } from '../kit/button.js';
import { ErrorSummary } from '../kit/field.js';
import { Card, Muted } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { useServerNow } from '../escalation/server-clock.js';
import { deskFault, type DeskFault } from './desk-fault.js';
import { type Person, useDeskStep } from './use-desk.js';

/** The hour: who it is, on request, for looking is written down and told; and its end, by the server's clock or by hand. */
export function OpenHour({ request, now }: { readonly request: DeskRequest; readonly now: string }) {
  const { t } = useTranslation('safety-desk-staff');
  const format = useFormat();
  const current = useServerNow(now);
  const look = useDeskStep<Person, { id: string }>('/look');
  const end = useDeskStep<unknown, { id: string }>('/end');
  const [person, setPerson] = useState<Person | null>(null);
  const [fault, setFault] = useState<DeskFault | null>(null);
  const [attempt, setAttempt] = useState(0);
  const until = request.until ?? now;
  const minutes = Math.ceil((Date.parse(until) - current) / 60_000);
  if (minutes <= 0) return <Card title={t('state.over')}><p>{t('hour.over')}</p></Card>;
  const run = async (work: () => Promise<void>): Promise<void> => {
    setFault(null);
    setAttempt((count) => count + 1);
    await work().catch((error: unknown) => setFault(deskFault(error)));
  };
  return (
    <Card title={person === null ? t('hour.title') : person.name}>
      <p role="status">{t('hour.left', { count: minutes, time: format.time(until) })}</p>
      <ErrorSummary errors={fault === null ? [] : [{ fieldId: null, message: t(`fault.${fault.key}`) }]} attempt={attempt} />
      {person === null ? (
        <>
          <p>{t('hour.before')}</p>
          <ButtonRow><Button variant="primary" isPending={look.isPending} onPress={() => void run(async () => setPerson(await look.mutateAsync({ id: request.id })))}>{t('hour.look')}</Button></ButtonRow>
        </>
      ) : (
        <>
          {person.birthYear === null ? null : <p>{t('hour.born', { year: String(person.birthYear) })}</p>}
          {person.phone === null ? <p>{t('hour.noPhone')}</p> : <CallLink href={`tel:${person.phone}`} variant="primary">{t('hour.call', { phone: person.phone })}</CallLink>}
          <p>{person.address === null ? t('hour.noAddress') : t('hour.address', { address: person.address })}</p>
          <p>{person.emergencyContact === null ? t('hour.noContact') : t('hour.contact', { contact: person.emergencyContact })}</p>
          <Muted>{t('hour.police')}</Muted>
        </>
      )}
      <ButtonRow><Button isPending={end.isPending} onPress={() => void run(async () => { await end.mutateAsync({ id: request.id }); setPerson(null); })}>{t('hour.end')}</Button></ButtonRow>
    </Card>
  );
}
