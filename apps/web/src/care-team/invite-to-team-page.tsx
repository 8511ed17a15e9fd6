import { InviteToTeam } from '@evenkeel/api-client';
import { isEmail, rolesFor } from '@evenkeel/identity-rules';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import styles from '../account/account.module.css';
import { refusalIn, type Reason } from '../account/reason.js';
import { useForm } from '../account/use-form.js';
import { Button } from '../kit/button.js';
import { ErrorSummary, Select, TextField } from '../kit/field.js';
import { Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { StatusLine } from '../kit/states.js';
import { useSignedIn } from '../shell/session-context.js';
import { useCommand } from '../shell/use-operation.js';

/** Invites somebody to a team by mail: patients to their own, coordinators to that of a patient. What was typed stays when something is refused. */
export function InviteToTeamPage() {
  const { t, i18n } = useTranslation('account');
  const session = useSignedIn();
  const patientId = useParams()['patientId'] ?? session.patientId ?? '';
  const own = session.role === 'patient';
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('');
  const [language, setLanguage] = useState(i18n.language === 'es' ? 'es' : 'en');
  const [sent, setSent] = useState<string | null>(null);
  const invite = useCommand(InviteToTeam, []);
  const form = useForm('team-invite');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setSent(null);
    const missing: Reason[] = [...(name.trim() === '' ? ['display-name-missing' as const] : []), ...(isEmail(email) ? [] : ['email-malformed' as const]), ...(role === '' ? ['role-not-invitable' as const] : [])];
    if (!form.passes(missing)) return;
    form.send(async () => {
      refusalIn((await invite.mutateAsync({ input: { patientId, name, email, role, language } })).inviteToTeam);
      setSent(name.trim());
      setName('');
      setEmail('');
      setRole('');
    });
  };
  return (
    <Page heading={t('teamInvitation.heading')} focusKey="team-invite" back={{ to: own ? '/sharing' : `/patients/${patientId}` }}
      status={sent === null ? null : <StatusLine>{t('invitations.sent', { name: sent })}</StatusLine>}>
      <p>{t(own ? 'teamInvitation.ownText' : 'teamInvitation.text')}</p>
      <Muted>{t('teamInvitation.held')}</Muted>
      <form onSubmit={submit} className={styles.form} noValidate>
        <ErrorSummary errors={form.errors} />
        <TextField id="team-invite-name" label={t('invitations.name')} maxLength={120} value={name} onChange={setName} error={form.errorOf('name')} />
        <TextField id="team-invite-email" label={t('invitations.email')} type="email" inputMode="email" value={email} onChange={setEmail} error={form.errorOf('email')} />
        <Select id="team-invite-role" label={t('invitations.role')} placeholder={t('invitations.chooseRole')} value={role} onChange={setRole} error={form.errorOf('role')}
          options={rolesFor('care-team').map((each) => ({ value: each, label: t(`shell:role.${each}`, { defaultValue: each }) }))} />
        <Select label={t('invitations.language')} value={language} onChange={setLanguage} options={[{ value: 'en', label: 'English' }, { value: 'es', label: 'Español' }]} />
        <div><Button type="submit" variant="primary" isPending={form.busy}>{form.busy ? t('busy') : t('invitations.send')}</Button></div>
      </form>
    </Page>
  );
}
