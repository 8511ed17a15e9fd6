import { OwnSecurity } from '@evenkeel/api-client';
import { may } from '@evenkeel/care-team-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading, StatusLine } from '../kit/states.js';
import { api } from '../shell/api.js';
import { useSession, useSignedIn } from '../shell/session-context.js';
import { useOperation } from '../shell/use-operation.js';
import { CalendarCard } from './calendar-card.js';
import './catalogue.js';
import { FactorsCard } from './factors-card.js';
import { PasswordCard } from './password-card.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SessionsCard } from './sessions-card.js';

/** How somebody signs in and where they are signed in; the same page for every role. */
export function AccountPage() {
  const { t } = useTranslation('account');
  const { renew } = useSession();
  const { role } = useSignedIn();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const result = useOperation(OwnSecurity, {}, { topics: ['security'] });
  const security = result.data?.ownSecurity;
  const changed = (text: string, recoveryCodes: readonly string[] | null = null): void => {
    setSaid(text);
    setCodes(recoveryCodes);
    void result.refetch();
    // Whether a second factor is there is part of what the device knows of the session.
    renew(api.rest('GET', '/auth/session')).catch(() => undefined);
  };
  return (
    <Page heading={t('heading')} back={{ to: '/more' }} status={said === null ? null : <StatusLine>{said}</StatusLine>}>
      {codes === null ? null : <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {security ? (
        <Stack>
          <FactorsCard security={security} onChanged={changed} />
          <PasswordCard onChanged={changed} />
          {may(role, 'calendar.own') ? <CalendarCard onChanged={changed} /> : null}
          <SessionsCard sessions={security.sessions} onChanged={changed} />
        </Stack>
      ) : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}
    </Page>
  );
}
