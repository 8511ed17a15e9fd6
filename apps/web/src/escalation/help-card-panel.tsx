import type { HelpCard } from '@evenkeel/symptoms-rules';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, CallLink } from '../kit/button.js';
import { Notice, Stack } from '../kit/notice.js';
import { useComfort } from '../shell/comfort-context.js';
import { linesOf, purposesOn } from './help-card.js';
import { HelpLines, NoNumber } from './help-lines.js';

/**
 * Help for the answer that was just given. Bundled with the page: it asks nobody, waits for nothing and stands there
 * before the answer is saved or sent; the page above it has the heading. It never says that somebody is coming or looking.
 */
export function HelpCardPanel({ card, clinicPhone, children }: { readonly card: HelpCard; readonly clinicPhone: string | null; readonly children?: ReactNode }) {
  const { t } = useTranslation('escalation');
  const { country } = useComfort();
  const [first, ...rest] = purposesOn[card];
  const here = linesOf(country, first ?? 'emergency');
  const clinicFirst = card === 'urgent' && clinicPhone !== null;
  return (
    <Stack>
      <Notice tone="urgent">
        <p>{t(`card.${card}.text`)}</p>
        {clinicFirst ? <CallLink href={`tel:${clinicPhone}`} variant="danger" fill>{t('help.callClinic')}</CallLink> : null}
        <HelpLines lines={here} tone={clinicFirst ? 'outline' : 'danger'} />
        {here.length === 0 && card !== 'urgent' ? <NoNumber purpose="emergency" /> : null}
      </Notice>
      {children}
      <SomeoneIsWithMe />
      {rest.map((purpose) => {
        const lines = linesOf(country, purpose);
        return lines.length === 0 ? <NoNumber key={purpose} purpose={purpose} /> : (
          <Stack key={purpose} gap="text">
            <p>{t(`card.also.${purpose}`)}</p>
            <HelpLines lines={lines} tone={purpose === 'emergency' ? 'danger' : 'outline'} />
          </Stack>
        );
      })}
      <p>{t('notWatched')}</p>
    </Stack>
  );
}

/** Words to hand the phone over with: what to do until help comes, for somebody who knows nothing of the medicine. */
export function SomeoneIsWithMe() {
  const { t } = useTranslation('escalation');
  const [open, setOpen] = useState(false);
  if (!open) return <Button onPress={() => setOpen(true)}>{t('with.open')}</Button>;
  return (
    <Notice tone="info" title={t('with.title')}>
      <ul>
        {(['stay', 'seizure', 'breathing', 'medicine', 'alone'] as const).map((line) => <li key={line}>{t(`with.${line}`)}</li>)}
      </ul>
    </Notice>
  );
}
