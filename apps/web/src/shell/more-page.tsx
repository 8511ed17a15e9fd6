import { SetLanguage } from '@evenkeel/api-client';
import { may } from '@evenkeel/care-team-rules';
import type { Role } from '@evenkeel/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useArea } from '../kit/area.js';
import { Button, ButtonLink } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { Card, Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState } from '../kit/states.js';
import { chooseLanguage } from '../language/language.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useOutbox } from '../offline/use-outbox.js';
import { api } from './api.js';
import { textSizes, themes } from './comfort.js';
import { useComfort } from './comfort-context.js';
import { useSession, useSignedIn } from './session-context.js';

/** Settings of this device and of the account: how it looks, in which language, in which role, and the way out. */
export function MorePage() {
  const { t, i18n } = useTranslation('shell');
  const { comfort, choose } = useComfort();
  const session = useSignedIn();
  // Where answers are is a patient's question; staff queue nothing.
  const area = useArea();
  const language = i18n.language === 'es' ? 'es' : 'en';
  const setLanguage = (chosen: 'en' | 'es'): void => {
    chooseLanguage(chosen);
    // Mail follows the account; without a network this device is set all the same.
    api.request(SetLanguage, { language: chosen }).catch(() => undefined);
  };
  return (
    <Page heading={t('more.heading')} status={area === 'patient' ? <ConnectionLine /> : null}>
      {area === 'patient' ? (
        <Card title={t('more.record')}>
          <ButtonLink to="/sharing" fill>{t('more.sharing')}</ButtonLink>
          <ButtonLink to="/readers" fill>{t('more.readers')}</ButtonLink>
        </Card>
      ) : null}
      {may(session.role, 'emergency.open') ? (
        <Card title={t('shell-staff:emergency.title')}>
          <Muted>{t('shell-staff:emergency.note')}</Muted>
          <ButtonLink to="/emergency">{t('shell-staff:emergency.open')}</ButtonLink>
        </Card>
      ) : null}
      <Card title={t('more.comfort')}>
        <ChoiceGrid
          label={t('more.theme')}
          columns={1}
          value={comfort.theme}
          onChange={(theme) => choose({ theme })}
          choices={themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
        />
        <Muted>{t('more.themeNote')}</Muted>
        <ChoiceGrid
          label={t('more.textSize')}
          columns={2}
          value={comfort.text}
          onChange={(text) => choose({ text })}
          choices={textSizes.map((size) => ({ value: size, label: `${size} %` }))}
        />
      </Card>
      <Card title={t('more.language')}>
        <ChoiceGrid
          label={t('more.languageLabel')}
          columns={2}
          value={language}
          onChange={setLanguage}
          choices={[{ value: 'en', label: 'English' }, { value: 'es', label: 'Español' }]}
        />
      </Card>
      {session.roles.length > 1 ? <Roles roles={session.roles} role={session.role} /> : null}
      <Account name={session.displayName} />
    </Page>
  );
}

function Roles({ roles, role }: { readonly roles: readonly Role[]; readonly role: Role }) {
  const { t } = useTranslation('shell');
  const { actAs } = useSession();
  const navigate = useNavigate();
  const [failed, setFailed] = useState(false);
  return (
    <Card title={t('more.role')}>
      {failed ? <ErrorState /> : null}
      <ChoiceGrid
        label={t('more.roleLabel')}
        columns={1}
        value={role}
        onChange={(chosen) => {
          setFailed(false);
          actAs(chosen).then(() => navigate('/'), () => setFailed(true));
        }}
        choices={roles.map((each) => ({ value: each, label: t(`role.${each}`) }))}
      />
    </Card>
  );
}

function Account({ name }: { readonly name: string }) {
  const { t } = useTranslation('shell');
  const { signOut } = useSession();
  const { queue, storage } = useOutbox();
  const navigate = useNavigate();
  const [phase, setPhase] = useState<'idle' | 'busy' | 'failed'>('idle');
  const leave = (): void => {
    setPhase('busy');
    signOut().then(() => navigate('/'), () => setPhase('failed'));
  };
  return (
    <Card title={t('more.account')}>
      <p>{t('more.signedInAs', { name })}</p>
      {queue.length > 0 ? <p>{t(storage === 'memory' ? 'more.unsentOpen' : 'more.unsent', { count: queue.length })}</p> : null}
      {phase === 'failed' ? <ErrorState><p>{t('more.signOutFailed')}</p></ErrorState> : null}
      <ButtonLink to="/account">{t('more.security')}</ButtonLink>
      <Button onPress={leave} isPending={phase === 'busy'}>{phase === 'busy' ? t('more.signingOut') : t('more.signOut')}</Button>
    </Card>
  );
}
