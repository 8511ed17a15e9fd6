import { ApiError, HeldEmergencies, LookInEmergency, OpenEmergencyAccess } from '@evenkeel/api-client';
import { emergencyLimits, emergencyReasons } from '@evenkeel/care-team-rules';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useStepUp } from '../account/step-up.js';
import { Button, ButtonRow } from '../kit/button.js';
import { ErrorSummary, Select, TextArea, TextField } from '../kit/field.js';
import { Card, Muted, Notice, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { useFormat } from '../language/use-format.js';
import { useCommand, useOperation } from '../shell/use-operation.js';

interface Wrong {
  readonly field: 'name' | 'birthYear' | 'reason' | 'nature' | null;
  readonly message: string;
}

const fields = ['name', 'birthYear', 'reason', 'nature'] as const;
const fieldId = (field: string): string => `emergency-${field}`;

/** Says first what will be seen, who will be told and what follows; then who, why, and a proof of who is asking. */
export function EmergencyPage() {
  const { t } = useTranslation('care-team-staff');
  const navigate = useNavigate();
  const looking = useCommand(LookInEmergency);
  const opening = useCommand(OpenEmergencyAccess, ['emergency', 'patient']);
  const { withProof, panel } = useStepUp();
  const [draft, setDraft] = useState({ name: '', birthYear: '', reason: '', nature: '' });
  const [matches, setMatches] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [attempt, setAttempt] = useState(0);
  const who = { name: draft.name.trim(), birthYear: Number(draft.birthYear) || 0 };
  const change = (part: Partial<typeof draft>): void => {
    setDraft({ ...draft, ...part });
    if (part.name !== undefined || part.birthYear !== undefined) setMatches(null);
  };

  async function run(work: () => Promise<{ readonly message?: string; readonly field?: string | null } | null>): Promise<void> {
    setWrong(null);
    setAttempt((count) => count + 1);
    try {
      const refused = await work();
      if (refused?.message !== undefined) setWrong({ field: fields.find((each) => each === refused.field) ?? null, message: refused.message });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong({ field: null, message: t('emergency.fault') });
    }
  }

  const look = (): Promise<void> => run(async () => {
    const reply = (await withProof(() => looking.mutateAsync({ input: who })))?.lookInEmergency;
    if (reply === undefined) return null;
    if (reply.__typename !== 'EmergencyLook') return reply;
    setMatches(reply.matches);
    return null;
  });
  const open = (): Promise<void> => run(async () => {
    const reply = (await withProof(() => opening.mutateAsync({ input: { ...who, reason: draft.reason, nature: draft.nature } })))?.openEmergencyAccess;
    if (reply === undefined) return null;
    if (reply.__typename !== 'EmergencyOpened') return reply;
    await navigate(`/emergency/patients/${reply.patientId}`);
    return null;
  });

  const errorOf = (field: Wrong['field']): string | null => (wrong?.field === field && field !== null ? wrong.message : null);
  return (
    <Page heading={t('emergency.heading')} back={{ to: '/more' }} focusKey="emergency">
      <Held />
      <Card>
        <p>{t('emergency.when')}</p>
        <p>{t('emergency.sees')}</p>
        <p>{t('emergency.seesNot')}</p>
        <p>{t('emergency.told')}</p>
        <Muted>{t('emergency.limit')}</Muted>
      </Card>
      <ErrorSummary errors={wrong === null ? [] : [{ fieldId: wrong.field === null ? null : fieldId(wrong.field), message: wrong.message }]} attempt={attempt} />
      {panel}
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void (matches === 'one' ? open() : look()); }}>
        <Stack>
        <TextField id={fieldId('name')} label={t('emergency.name')} description={t('emergency.nameHelp')} error={errorOf('name')} value={draft.name} onChange={(name) => change({ name })} autoComplete="off" maxLength={200} />
        <TextField id={fieldId('birthYear')} label={t('emergency.birthYear')} error={errorOf('birthYear')} value={draft.birthYear} onChange={(birthYear) => change({ birthYear })} inputMode="numeric" autoComplete="off" maxLength={4} />
        {matches === null ? null : <Notice tone={matches === 'one' ? 'info' : 'wait'} role="status"><p>{t(`emergency.${matches}`, { defaultValue: '' })}</p></Notice>}
        {matches === 'one' ? (
          <>
            <Select id={fieldId('reason')} label={t('emergency.reason')} error={errorOf('reason')} value={draft.reason} onChange={(reason) => change({ reason })} placeholder={t('emergency.reasonChoose')} options={emergencyReasons.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))} />
            <TextArea id={fieldId('nature')} label={t('emergency.nature')} description={t('emergency.natureHelp')} error={errorOf('nature')} value={draft.nature} onChange={(nature) => change({ nature })} rows={3} maxLength={emergencyLimits.mostCharacters} />
            <ButtonRow><Button type="submit" variant="primary" isPending={opening.isPending}>{opening.isPending ? t('emergency.opening') : t('emergency.open')}</Button></ButtonRow>
          </>
        ) : (
          <ButtonRow><Button type="submit" variant="primary" isPending={looking.isPending}>{looking.isPending ? t('emergency.looking') : t('emergency.look')}</Button></ButtonRow>
        )}
        </Stack>
      </form>
    </Page>
  );
}

/** What is open to the person at this moment, with its end. */
function Held() {
  const { t } = useTranslation('care-team-staff');
  const format = useFormat();
  const { data } = useOperation(HeldEmergencies, {}, { topics: ['emergency'], poll: true });
  const held = data?.heldEmergencies ?? [];
  if (held.length === 0) return null;
  return (
    <Notice tone="wait" title={t('emergency.held')}>
      <ul>
        {held.map((each) => (
          <li key={each.id}>
            {t('emergency.heldUntil', { name: each.patientName, time: format.time(each.expiresAt) })} <Link to={`/emergency/patients/${each.patientId}`}>{t('emergency.heldOpen')}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
