import { OwnSecurity } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading, StatusLine } from '../kit/states.js';
import { api } from '../shell/api.js';
import { useSession } from '../shell/session-context.js';
import { useOperation } from '../shell/use-operation.js';
import './catalogue.js';
import { FactorsCard } from './factors-card.js';
import { PasswordCard } from './password-card.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SessionsCard } from './sessions-card.js';

/** How somebody signs in and where they are signed in; the same page for every role. */
export function AccountPage() {
  const { t } = useTranslation('account');
  const { renew } = useSession();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const result = useOperation(OwnSecurity, {}, { topics: ['security'] });
  const security = result.data?.ownSecurity;
  const changed = (text: string, recoveryCodes: readonly string[] | null = null): void => {
    setSaid(text);
    setCodes(recoveryCodes);
    void result.refetch();
    // Whether a second factor is there is part of what the device knows of the session.
    api.rest('GET', '/auth/session').then(renew, () => undefined);
  };
  return (
    <Page heading={t('heading')} back={{ to: '/more' }} status={said === null ? null : <StatusLine>{said}</StatusLine>}>
      {codes === null ? null : <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {security ? (
        <Stack>
          <FactorsCard security={security} onChanged={changed} />
          <PasswordCard onChanged={changed} />
          <SessionsCard sessions={security.sessions} onChanged={changed} />
        </Stack>
      ) : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}
    </Page>
  );
}
