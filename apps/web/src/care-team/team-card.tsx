import type { PatientQuery } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { Card } from '../kit/notice.js';
import { Table, type Column } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';

type Member = NonNullable<PatientQuery['patient']>['team'][number];

/** Who is on the team of a patient now. */
export function TeamCard({ team }: { readonly team: readonly Member[] }) {
  const { t } = useTranslation('care-team-staff');
  const format = useFormat();
  const columns: readonly Column<Member>[] = [
    { key: 'name', header: t('team.name'), cell: (member) => member.displayName },
    { key: 'role', header: t('team.role'), cell: (member) => t(`role.${member.role}`, { defaultValue: member.role }) },
    { key: 'since', header: t('team.since'), cell: (member) => format.day(member.since) },
  ];
  return (
    <Card title={t('team.title')}>
      <Table caption={t('team.title')} captionHidden columns={columns} rows={team} rowKey={(member) => member.id} empty={<p>{t('team.empty')}</p>} />
    </Card>
  );
}
