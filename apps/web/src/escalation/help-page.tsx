import { helpRegions } from '@evenkeel/symptoms-rules';
import { useTranslation } from 'react-i18next';
import { useContact } from '../check-ins/use-today.js';
import { CallLink } from '../kit/button.js';
import { Select } from '../kit/field.js';
import { Card, Muted, Notice, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { useComfort } from '../shell/comfort-context.js';
import { linesOf } from './help-card.js';
import { SomeoneIsWithMe } from './help-card-panel.js';
import { HelpLines, NoNumber } from './help-lines.js';
import styles from './help.module.css';

/**
 * Whom to call. Part of the first load, works offline and signed out, never waits and never fails; the clinic's number
 * is added when the device has it.
 */
export function HelpPage() {
  const { t } = useTranslation('escalation');
  const { country, setCountry } = useComfort();
  const contact = useContact();
  const emergency = linesOf(country, 'emergency');
  const number = emergency[0]?.call ?? null;
  const countries = helpRegions.filter((region) => region !== 'EU');
  const choices = countries.some((each) => each === country) ? countries : [country, ...countries];
  return (
    <Page heading={t('help.heading')} withoutHelp back={{ step: goBack }}>
      <Notice tone="urgent" title={number === null ? t('help.emergency.titleNoNumber') : t('help.emergency.title', { number })}>
        <ul className={styles.bullets}>
          {(['seizure', 'breathing', 'chest', 'confused', 'overdose', 'suicide'] as const).map((sign) => <li key={sign}>{t(`help.emergency.${sign}`)}</li>)}
        </ul>
        {emergency.length === 0 ? <NoNumber purpose="emergency" /> : <HelpLines lines={emergency} tone="danger" />}
      </Notice>
      <LinesCard country={country} purpose="crisis" />
      <Card title={t('help.clinic.title')}>
        <p>{t('help.clinic.text')}</p>
        {contact ? (
          <>
            <p>{t('help.clinic.hours', { name: contact.name, hours: contact.readingHours })}</p>
            {contact.phone ? <CallLink href={`tel:${contact.phone}`} variant="outline">{t('help.clinic.call', { name: contact.name, phone: contact.phone })}</CallLink> : null}
          </>
        ) : <Muted>{t('help.clinic.unknown')}</Muted>}
        <p>{t('notWatched')}</p>
      </Card>
      <LinesCard country={country} purpose="poison" />
      <LinesCard country={country} purpose="health" />
      <SomeoneIsWithMe />
      <Card title={t('help.where.title')}>
        <Select label={t('help.where.label')} value={country} onChange={setCountry} options={choices.map((each) => ({ value: each, label: countryName(each, t('help.where.locale')) }))} />
      </Card>
    </Page>
  );
}

function LinesCard({ country, purpose }: { readonly country: string; readonly purpose: 'crisis' | 'poison' | 'health' }) {
  const { t } = useTranslation('escalation');
  const lines = linesOf(country, purpose);
  if (lines.length === 0) return null;
  return (
    <Card title={t(`help.${purpose}.title`)}>
      <Stack gap="text">
        <p>{t(`help.${purpose}.text`)}</p>
        <HelpLines lines={lines} tone="outline" withChecked />
      </Stack>
    </Card>
  );
}

/** Back to where the reader was, answers and all; to the first page when there is nowhere to go back to. */
function goBack(): void {
  if (window.history.length > 1) window.history.back();
  else window.location.assign('/');
}

function countryName(country: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
  } catch {
    return country;
  }
}
