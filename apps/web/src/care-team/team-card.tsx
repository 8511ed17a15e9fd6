import type { PatientQuery } from '@evenkeel/api-client';
import { may } from '@evenkeel/care-team-rules';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../kit/notice.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { useSignedIn } from '../shell/session-context.js';

type Member = NonNullable<PatientQuery['patient']>['team'][number];

/** Who is on the team of a patient now, and the way out: for a coordinator anybody's, for a member their own. */
export function TeamCard({ team, patientId }: { readonly team: readonly Member[]; readonly patientId: string }) {
  const { t } = useTranslation('care-team-staff');
  const format = useFormat();
  const { role, displayName } = useSignedIn();
  const isOwn = (member: Member): boolean => member.role === role && member.displayName === displayName;
  const wayOut = (member: Member): string | null =>
    (isOwn(member) && may(role, 'team.leave') ? t('member.leave') : may(role, 'team.change') ? t('member.remove', { name: member.displayName }) : null);
  const columns: readonly Column<Member>[] = [
    { key: 'name', header: t('team.name'), cell: (member) => member.displayName },
    { key: 'role', header: t('team.role'), cell: (member) => t(`role.${member.role}`, { defaultValue: member.role }) },
    { key: 'since', header: t('team.since'), cell: (member) => format.day(member.since) },
    ...(team.some((member) => wayOut(member) !== null) ? [{
      key: 'actions', header: t('member.actions'),
      cell: (member: Member) => (wayOut(member) === null ? null : <Link to={`/patients/${patientId}/team/${member.id}`}>{wayOut(member)}</Link>),
    }] : []),
  ];
  return (
    <Card title={t('team.title')}>
      {may(role, 'team.change') ? <p><Link to={`/patients/${patientId}/team/invite`}>{t('team.invite')}</Link></p> : null}
      <Table caption={t('team.title')} captionHidden columns={columns} rows={team} rowKey={(member) => member.id} empty={<p>{t('team.empty')}</p>} />
    </Card>
  );
}
