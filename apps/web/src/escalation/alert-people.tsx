import type { AlertQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { CallLink, dialled } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { DefinitionList, FactList } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import styles from './alert-page.module.css';

type Detail = NonNullable<AlertQuery['alert']>;

/** How to reach the patient, and what the clinic does when nobody can. Telephone links work without the server. */
export function AlertContactCard({ contact, head, fallbackPhone }: Pick<Detail, 'contact' | 'head' | 'fallbackPhone'>) {
  const { t } = useTranslation('escalation-staff');
  const items = [
    ...(contact?.address ? [{ term: t('contact.address'), detail: contact.address }] : []),
    ...(contact?.emergencyContact ? [{ term: t('contact.emergencyContact'), detail: <Phoned text={contact.emergencyContact} /> }] : []),
    ...(fallbackPhone ? [{ term: t('contact.fallback'), detail: <Phoned text={fallbackPhone} /> }] : []),
  ];
  return (
    <Card title={t('contact.title')}>
      {contact?.phone ? <CallLink href={`tel:${dialled(contact.phone)}`} variant="outline">{t('contact.callPatient', { name: head.patientName, phone: contact.phone })}</CallLink> : null}
      {contact === null ? <Muted>{t('contact.hidden')}</Muted> : null}
      {items.length > 0 ? <DefinitionList items={items} /> : null}
      {contact?.welfareText && head.tier === 'E0' ? <Notice tone="info" title={t('contact.welfare')}><p>{contact.welfareText}</p></Notice> : null}
    </Card>
  );
}

const numbers = /(\+?\d[\d\s().-]{5,}\d)/;

/** Text in which a telephone number, if there is one, can be called. */
function Phoned({ text }: { readonly text: string }) {
  return text.split(numbers).map((part, place) => (numbers.test(part) ? <a key={place} href={`tel:${dialled(part)}`}>{part}</a> : part));
}

/** Who has been told, level by level, and what is known of each message. "Sent" and "opened" stay apart. */
export function AlertToldCard({ told }: { readonly told: Detail['told'] }) {
  const { t } = useTranslation('escalation-staff');
  const format = useFormat();
  const facts = told.map((person, place) => {
    const at = person.openedAt ?? person.acceptedAt;
    const status = person.openedAt ? 'opened' : person.status;
    return {
      key: `${person.cycle}/${person.level}/${person.displayName}/${person.channel}/${place}`,
      done: status === 'opened' || status === 'accepted' || status === 'delivered',
      text: t('told.line', {
        name: person.displayName,
        role: t(`roleName.${person.role}`, { defaultValue: person.role }),
        channel: t(`told.channel.${person.channel}`, { defaultValue: person.channel }),
        state: t(`told.state.${status}`, { defaultValue: status, time: at ? format.dayTime(at) : '' }),
      }),
    };
  });
  return (
    <Card title={t('told.title')}>
      {facts.length === 0 ? <Muted>{t('told.none')}</Muted> : <FactList facts={facts} label={t('told.title')} />}
    </Card>
  );
}

/** Everything that happened to the alert, the newest on top. */
export function AlertLogCard({ log }: { readonly log: Detail['log'] }) {
  const { t } = useTranslation('escalation-staff');
  const format = useFormat();
  return (
    <Card title={t('log.title')}>
      <ol className={styles.log} reversed>
        {[...log].sort((left, right) => right.seq - left.seq).map((entry) => (
          <li key={entry.seq}>
            <time className={styles.muted} dateTime={entry.at}>{format.dayTime(entry.at)}</time>
            <span>{t('log.line', { actor: entry.actor ?? t('log.system'), what: t(`log.${entry.kind}`, { level: entry.level, defaultValue: entry.kind }) })}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
