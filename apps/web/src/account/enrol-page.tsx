import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Page } from '../kit/page.js';
import { api } from '../shell/api.js';
import { useSession } from '../shell/session-context.js';
import { AddFactor } from './add-factor.js';
import './catalogue.js';
import { RecoveryCodes } from './recovery-codes.js';

/** All that somebody sees whose organisation asks for a second factor and who has none yet. */
export function EnrolPage() {
  const { t } = useTranslation('account');
  const { enter, signOut } = useSession();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const goOn = (): void => { api.rest('GET', '/auth/session').then(enter, () => undefined); };
  return (
    <Page heading={t('enrol.heading')}>
      {codes === null ? (
        <>
          <p>{t('enrol.text')}</p>
          <AddFactor onAdded={(made) => { if (made === null) goOn(); else setCodes(made); }} />
          <div><Button variant="link" onPress={() => void signOut().catch(() => undefined)}>{t('enrol.signOut')}</Button></div>
        </>
      ) : <RecoveryCodes codes={codes} onKept={goOn} />}
    </Page>
  );
}
