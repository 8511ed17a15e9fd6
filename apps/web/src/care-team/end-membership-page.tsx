import { ApiError, LeaveTeam, Patient, RemoveTeamMember } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { ErrorSummary } from '../kit/field.js';
import { Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { useSignedIn } from '../shell/session-context.js';
import { useCommand, useOperation } from '../shell/use-operation.js';

/** A page of its own before somebody is taken off a team, or leaves it: what happens then. */
export function EndMembershipPage() {
  const { t } = useTranslation('care-team-staff');
  const { patientId = '', membershipId = '' } = useParams();
  const { role, displayName } = useSignedIn();
  const navigate = useNavigate();
  const result = useOperation(Patient, { id: patientId }, { topics: ['patient'] });
  const remove = useCommand(RemoveTeamMember, ['patient']);
  const leave = useCommand(LeaveTeam, ['patient']);
  const [wrong, setWrong] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const back = { to: `/patients/${patientId}`, label: t('member.keep') };
  const member = result.data?.patient?.team.find((each) => each.id === membershipId);
  if (result.data === undefined) return <Page heading={t('team.title')} back={back}><Loading what={t('patient.what')} /></Page>;
  if (member === undefined) return <Page heading={t('member.notThere')} back={back}><ButtonLink to={back.to} variant="primary">{back.label}</ButtonLink></Page>;
  const own = member.role === role && member.displayName === displayName;
  const busy = remove.isPending || leave.isPending;

  async function send(): Promise<void> {
    setWrong(null);
    setAttempt((count) => count + 1);
    try {
      const reply = own ? (await leave.mutateAsync({ patientId })).leaveTeam : (await remove.mutateAsync({ input: { membershipId, sure: true } })).removeTeamMember;
      if (reply.__typename === 'SharingChanged') await navigate(own ? '/patients' : back.to);
      else setWrong(reply.message);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong(t('member.fault'));
    }
  }

  const name = member.displayName;
  return (
    <Page heading={own ? t('member.leaveHeading') : t('member.removeHeading', { name })} back={back} focusKey="end-membership">
      <ErrorSummary errors={wrong === null ? [] : [{ fieldId: null, message: wrong }]} attempt={attempt} />
      <p>{own ? t('member.leaveText') : t('member.removeText', { name })}</p>
      {member.role === 'prescriber' ? <Notice tone="wait"><p>{t('member.prescriber')}</p></Notice> : null}
      <ButtonRow><Button variant="danger" isPending={busy} onPress={() => void send()}>{busy ? t('member.working') : own ? t('member.confirmLeave') : t('member.confirm')}</Button></ButtonRow>
    </Page>
  );
}
