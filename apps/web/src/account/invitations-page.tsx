import { Invitations, InvitePatient, InviteStaff, OwnSecurity, RequireSecondFactor, RevokeInvitation, type InvitationsQuery } from '@evenkeel/api-client';
import { isEmail, rolesFor } from '@evenkeel/identity-rules';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ErrorSummary, Select, TextField } from '../kit/field.js';
import { Card, Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading, StatusLine } from '../kit/states.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useSignedIn } from '../shell/session-context.js';
import { useCommand, useOperation } from '../shell/use-operation.js';
import styles from './account.module.css';
import './catalogue.js';
import { refusalIn, type Reason } from './reason.js';
import { StaffCard } from './staff-card.js';
import { useStepUp } from './step-up.js';
import { useForm } from './use-form.js';

type Invitation = InvitationsQuery['invitations'][number];

/** Whom the acting role has invited, and the form to invite more: administrators their staff, coordinators their patients. */
export function InvitationsPage() {
  const { t } = useTranslation('account');
  const { role } = useSignedIn();
  const [said, setSaid] = useState<string | null>(null);
  const result = useOperation(Invitations, {}, { topics: ['invitations'] });
  const office = role === 'administrator' ? 'staff' : 'patient';
  return (
    <Page wide heading={t('invitations.heading')} status={said === null ? null : <StatusLine>{said}</StatusLine>}>
      <Muted>{t(office === 'staff' ? 'invitations.staffText' : 'invitations.patientText')}</Muted>
      <InviteForm office={office} onSent={(name) => setSaid(t('invitations.sent', { name }))} />
      <Card title={t('invitations.listTitle')}>
        {result.data ? <List invitations={result.data.invitations} onRevoked={(name) => setSaid(t('invitations.revokedSaid', { name }))} />
          : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('invitations.what')} />}
      </Card>
      {office === 'staff' ? <StaffCard onSaid={setSaid} /> : null}
      {office === 'staff' ? <Policy onSaved={() => setSaid(t('policy.saved'))} /> : null}
    </Page>
  );
}

function InviteForm({ office, onSent }: { readonly office: 'staff' | 'patient'; readonly onSent: (name: string) => void }) {
  const { t, i18n } = useTranslation('account');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('');
  const [language, setLanguage] = useState(i18n.language === 'es' ? 'es' : 'en');
  const inviteStaff = useCommand(InviteStaff, ['invitations']);
  const invitePatient = useCommand(InvitePatient, ['invitations']);
  const form = useForm('invite');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing: Reason[] = [...(name.trim() === '' ? ['display-name-missing' as const] : []), ...(isEmail(email) ? [] : ['email-malformed' as const]), ...(office === 'staff' && role === '' ? ['role-not-invitable' as const] : [])];
    if (!form.passes(missing)) return;
    form.send(async () => {
      const person = { name, email, language };
      if (office === 'staff') refusalIn((await inviteStaff.mutateAsync({ input: { ...person, role } })).inviteStaff);
      else refusalIn((await invitePatient.mutateAsync({ input: person })).invitePatient);
      onSent(name.trim());
      setName('');
      setEmail('');
      setRole('');
    });
  };
  return (
    <Card title={t('invitations.title')}>
      <form onSubmit={submit} className={styles.form} noValidate>
        <ErrorSummary errors={form.errors} />
        <TextField id="invite-name" label={t('invitations.name')} maxLength={120} value={name} onChange={setName} error={form.errorOf('name')} />
        <TextField id="invite-email" label={t('invitations.email')} type="email" inputMode="email" value={email} onChange={setEmail} error={form.errorOf('email')} />
        {office === 'staff' ? (
          <Select id="invite-role" label={t('invitations.role')} placeholder={t('invitations.chooseRole')} value={role} onChange={setRole} error={form.errorOf('role')}
            options={rolesFor('staff').map((each) => ({ value: each, label: t(`shell:role.${each}`, { defaultValue: each }) }))} />
        ) : null}
        <Select label={t('invitations.language')} value={language} onChange={setLanguage} options={[{ value: 'en', label: 'English' }, { value: 'es', label: 'Español' }]} />
        <div><Button type="submit" variant="primary" isPending={form.busy}>{form.busy ? t('busy') : t('invitations.send')}</Button></div>
      </form>
    </Card>
  );
}

function List({ invitations, onRevoked }: { readonly invitations: readonly Invitation[]; readonly onRevoked: (name: string) => void }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const revoke = useCommand(RevokeInvitation, ['invitations']);
  const form = useForm('revoke');
  const takeBack = ({ id, name }: Invitation): void => form.send(async () => {
    refusalIn((await revoke.mutateAsync({ id })).revokeInvitation);
    onRevoked(name);
  });
  const columns: readonly Column<Invitation>[] = [
    { key: 'who', header: t('invitations.who'), cell: ({ name, email }) => <>{name}<br />{email}</> },
    { key: 'role', header: t('invitations.role'), cell: ({ role }) => t(`shell:role.${role}`, { defaultValue: role }) },
    { key: 'state', header: t('invitations.state'), cell: ({ state }) => t(`invitations.${state}`, { defaultValue: state }) },
    { key: 'sent', header: t('invitations.sentOn'), cell: ({ createdAt }) => <time dateTime={createdAt}>{format.dayTime(createdAt)}</time> },
    { key: 'until', header: t('invitations.until'), cell: ({ expiresAt }) => <time dateTime={expiresAt}>{format.dayTime(expiresAt)}</time> },
    { key: 'action', header: t('invitations.action'), cell: (each) => (each.state === 'open'
      ? <Button isPending={form.busy} onPress={() => takeBack(each)} aria-label={t('invitations.revokeNamed', { name: each.name })}>{t('invitations.revoke')}</Button> : t('invitations.nothing')) },
  ];
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Table caption={t('invitations.listTitle')} captionHidden columns={columns} rows={invitations} rowKey={({ id }) => id} empty={<Empty title={t('invitations.empty')}><p>{t('invitations.emptyText')}</p></Empty>} />
    </>
  );
}

/** Whether all staff need a second factor. The administrator proves themselves first. */
function Policy({ onSaved }: { readonly onSaved: () => void }) {
  const { t } = useTranslation('account');
  const { withProof, panel } = useStepUp();
  const security = useOperation(OwnSecurity, {}, { topics: ['security'] });
  const change = useCommand(RequireSecondFactor, ['security']);
  const form = useForm('policy');
  const required = security.data?.ownSecurity.secondFactorRequired;
  if (required === undefined) return null;
  const set = (): void => form.send(async () => {
    if ((await withProof(() => change.mutateAsync({ required: !required }))) !== null) onSaved();
  });
  return (
    <Card title={t('policy.title')}>
      <ErrorSummary errors={form.errors} />
      <p>{t(required ? 'policy.on' : 'policy.off')}</p>
      {panel ?? <div><Button isPending={form.busy} onPress={set}>{t(required ? 'policy.turnOff' : 'policy.turnOn')}</Button></div>}
    </Card>
  );
}
