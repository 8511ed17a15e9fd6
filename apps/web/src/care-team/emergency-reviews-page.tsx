import { ApiError, EmergencyReviews, ReviewEmergencyAccess, type EmergencyReviewsQuery } from '@evenkeel/api-client';
import { emergencyLimits, may, verdicts } from '@evenkeel/care-team-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { ErrorSummary, TextArea } from '../kit/field.js';
import { Card, Muted, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useSignedIn } from '../shell/session-context.js';
import { useCommand, useOperation } from '../shell/use-operation.js';
import styles from './emergency.module.css';

type Review = EmergencyReviewsQuery['emergencyReviews'][number];

/** Uses of emergency access: what waits for a judgement first. Safety leads judge, auditors read. */
export function EmergencyReviewsPage() {
  const { t } = useTranslation('care-team-staff');
  const result = useOperation(EmergencyReviews, {}, { topics: ['emergency'], poll: true });
  const all = result.data?.emergencyReviews;
  const waiting = all?.filter((each) => each.reviewedAt === null) ?? [];
  const judged = all?.filter((each) => each.reviewedAt !== null) ?? [];
  const heading = all === undefined ? t('emergency.title') : waiting.length === 0 ? t('reviews.headingNone') : t('reviews.heading', { count: waiting.length });
  return (
    <Page heading={heading} focusKey="reviews">
      {all === undefined ? (result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('reviews.what')} />) : (
        <Stack>
          {all.length === 0 ? <p>{t('reviews.none')}</p> : null}
          {waiting.map((each) => <Card key={each.id}><Facts review={each} /><Judgement review={each} /></Card>)}
          {judged.length > 0 ? <Card title={t('reviews.done')}><ul className={styles.list}>{judged.map((each) => <li key={each.id}><Facts review={each} /></li>)}</ul></Card> : null}
        </Stack>
      )}
    </Page>
  );
}

function Facts({ review }: { readonly review: Review }) {
  const { t } = useTranslation('care-team-staff');
  const format = useFormat();
  const late = review.reviewedAt === null && new Date(review.reviewDueAt).getTime() <= Date.now();
  return (
    <>
      <h2>{t('reviews.who', { name: review.name, role: t(`role.${review.role}`, { defaultValue: review.role }), affiliation: review.affiliation })}</h2>
      <p>{t('reviews.opened', { from: format.dayTime(review.openedAt), until: format.time(review.expiresAt) })}</p>
      <p>{t('reviews.about', { reference: review.patientId.slice(-8), reason: t(`reason.${review.reason}`, { defaultValue: review.reason }) })}</p>
      {review.nature === null ? null : <p className={styles.words}>{t('reviews.nature', { nature: review.nature })}</p>}
      <Muted>{t('reviews.discloser', { discloser: review.disclosedBy })}</Muted>
      {review.reviewedAt === null
        ? <p>{t(late ? 'reviews.late' : 'reviews.due', { time: format.dayTime(review.reviewDueAt), name: review.name })}</p>
        : <p>{t(`reviews.${review.verdict ?? 'justified'}`, { name: review.reviewerName ?? '', time: format.dayTime(review.reviewedAt), defaultValue: '' })}</p>}
      {review.note === null ? null : <p className={styles.words}>{t('reviews.note', { note: review.note })}</p>}
    </>
  );
}

function Judgement({ review }: { readonly review: Review }) {
  const { t } = useTranslation('care-team-staff');
  const { role } = useSignedIn();
  const judge = useCommand(ReviewEmergencyAccess, ['emergency']);
  const [verdict, setVerdict] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  if (review.mine) return <p>{t('reviews.mine')}</p>;
  if (!may(role, 'emergency.review')) return null;

  async function send(): Promise<void> {
    setAttempt((count) => count + 1);
    const missing = verdict === null ? t('reviews.choose') : note.trim() === '' ? t('reviews.writeWhy') : null;
    setWrong(missing);
    if (missing !== null || verdict === null) return;
    try {
      const { reviewEmergencyAccess: reply } = await judge.mutateAsync({ input: { id: review.id, verdict, note } });
      if (reply.__typename !== 'EmergencyReviewed') setWrong(reply.message);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong(t('reviews.fault'));
    }
  }

  return (
    <>
      <ErrorSummary errors={wrong === null ? [] : [{ fieldId: null, message: wrong }]} attempt={attempt} />
      <ChoiceGrid label={t('reviews.verdict')} columns={2} compact value={verdict} onChange={setVerdict} choices={verdicts.map((each) => ({ value: each, label: t(each === 'justified' ? 'reviews.yes' : 'reviews.no') }))} />
      <TextArea label={t('reviews.noteLabel')} description={t('reviews.noteHelp')} value={note} onChange={setNote} rows={2} maxLength={emergencyLimits.mostCharacters} />
      <ButtonRow><Button variant="primary" isPending={judge.isPending} onPress={() => void send()}>{judge.isPending ? t('reviews.sending') : t('reviews.send')}</Button></ButtonRow>
    </>
  );
}
