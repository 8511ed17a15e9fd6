import { AgreeFactorReset, AskFactorReset, StaffMembers, type StaffMembersQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ErrorSummary } from '../kit/field.js';
import { Card, Muted } from '../kit/notice.js';
import { ErrorState, Loading } from '../kit/states.js';
import { Table, type Column } from '../kit/table.js';
import { useCommand, useOperation } from '../shell/use-operation.js';
import { refusalIn } from './reason.js';
import { useStepUp } from './step-up.js';
import { useForm } from './use-form.js';

type Member = StaffMembersQuery['staffMembers'][number];

/** Who works here and who has a second factor; the way back for somebody who lost all of theirs takes two administrators. */
export function StaffCard({ onSaid }: { readonly onSaid: (text: string) => void }) {
  const { t } = useTranslation('account');
  const result = useOperation(StaffMembers, {}, { topics: ['staff-members'] });
  return (
    <Card title={t('staff.title')}>
      <Muted>{t('staff.text')}</Muted>
      {result.data ? <Members members={result.data.staffMembers} onSaid={onSaid} /> : result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('staff.what')} />}
    </Card>
  );
}

function Members({ members, onSaid }: { readonly members: readonly Member[]; readonly onSaid: (text: string) => void }) {
  const { t } = useTranslation('account');
  const { withProof, panel } = useStepUp();
  const ask = useCommand(AskFactorReset, ['staff-members']);
  const agree = useCommand(AgreeFactorReset, ['staff-members']);
  const form = useForm('staff');
  const askFor = ({ accountId, displayName: name }: Member): void => form.send(async () => {
    const reply = await withProof(() => ask.mutateAsync({ accountId }));
    if (reply === null) return;
    refusalIn(reply.askFactorReset);
    onSaid(t('staff.asked', { name }));
  });
  const agreeTo = (id: string, name: string): void => form.send(async () => {
    const reply = await withProof(() => agree.mutateAsync({ id }));
    if (reply === null) return;
    refusalIn(reply.agreeFactorReset);
    onSaid(t('staff.agreed', { name }));
  });
  const stepOf = (member: Member) => {
    const { displayName: name, resetId } = member;
    if (resetId !== null && member.mayAgree) return <Button isPending={form.busy} onPress={() => agreeTo(resetId, name)} aria-label={t('staff.agreeNamed', { name })}>{t('staff.agree')}</Button>;
    if (resetId !== null) return t('staff.waits');
    return member.secondFactor ? <Button isPending={form.busy} onPress={() => askFor(member)} aria-label={t('staff.askNamed', { name })}>{t('staff.ask')}</Button> : t('staff.nothing');
  };
  const columns: readonly Column<Member>[] = [
    { key: 'name', header: t('staff.name'), cell: ({ displayName }) => displayName },
    { key: 'roles', header: t('invitations.role'), cell: ({ roles }) => roles.map((role) => t(`shell:role.${role}`, { defaultValue: role })).join(', ') },
    { key: 'factor', header: t('staff.factor'), cell: ({ secondFactor }) => t(secondFactor ? 'staff.has' : 'staff.hasNot') },
    { key: 'step', header: t('staff.lost'), cell: stepOf },
  ];
  return (
    <>
      <ErrorSummary errors={form.errors} />
      {panel}
      <Table caption={t('staff.title')} captionHidden columns={columns} rows={members} rowKey={({ accountId }) => accountId} />
    </>
  );
}
