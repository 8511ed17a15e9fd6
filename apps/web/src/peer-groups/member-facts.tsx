import type { PeerMemberPageQuery } from '@evenkeel/api-client/peer';
import { useTranslation } from 'react-i18next';
import { DefinitionList } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';

export type Member = NonNullable<PeerMemberPageQuery['moderatedMember']>['member'];

/** What is known of a pseudonym: when it came, where it stands, and its history in the group. */
export function MemberFacts({ member }: { readonly member: Member }) {
  const { t } = useTranslation('peer-groups-staff');
  const format = useFormat();
  const mutedUntil = member.mutedUntil ?? null;
  const standing = [
    t(`member.states.${member.state ?? 'none'}`),
    ...(mutedUntil !== null && Date.parse(mutedUntil) > Date.now() ? [t('member.muted', { until: format.dayTime(mutedUntil) })] : []),
    ...(member.holdAll ? [t('member.holdAll')] : []),
  ];
  return (
    <DefinitionList items={[
      { term: t('member.group'), detail: member.topic },
      // The Monday of the week, as a date: by another clock its midnight would be a Sunday.
      { term: t('member.joined'), detail: format.date(member.joinedWeek.slice(0, 10)) },
      { term: t('member.state'), detail: standing.join(' · ') },
      { term: t('member.posts'), detail: format.number(member.posts) },
      { term: t('member.held'), detail: format.number(member.held) },
      { term: t('member.reported'), detail: format.number(member.reported) },
    ]} />
  );
}
