import type { TemplateId } from '@evenkeel/check-ins-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../kit/button.js';
import { Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ConnectionLine } from '../offline/connection-line.js';
import type { Draft } from '../offline/draft.js';
import { chosenOf, valueOf } from './flow.js';
import { HelpScreen } from './help-screen.js';
import { Question } from './question.js';
import { Unsaved } from './unsaved.js';
import { useCheckIn } from './use-check-in.js';
import type { TodayData } from './use-today.js';

interface CheckInPageProps {
  readonly templateId: TemplateId;
  readonly resumed: Draft | null;
  readonly today: TodayData | null;
}

/** One question a page. Nothing is chosen beforehand, nothing moves on by itself, going back loses nothing. */
export function CheckInPage({ templateId, resumed, today }: CheckInPageProps) {
  const { t } = useTranslation('check-ins');
  const navigate = useNavigate();
  const checkIn = useCheckIn(templateId, resumed, today);
  const [busy, setBusy] = useState(false);
  const { place, answers, help } = checkIn;
  const { screen } = place;

  const finish = (): void => {
    if (busy) return;
    setBusy(true);
    checkIn.finish().then(
      (draft) => navigate(`/check-in/saved/${draft.id}`, { replace: true, state: { overall: valueOf(answers, 'overall') ?? null } }),
      () => setBusy(false),
    );
  };

  if (help) return <HelpScreen checkIn={checkIn} help={help} today={today} onFinish={finish} />;

  const { before, after } = place;
  const answered = chosenOf(screen, answers).length > 0 || screen.texts.some((text) => checkIn.draft.answers[text]) || answers.some((each) => screen.questions.includes(each.question) && each.value === -2);
  const hasAnything = Object.keys(checkIn.draft.answers).length > 0;
  const isSkip = !answered && (screen.kind === 'scale' || screen.kind === 'choice') && after !== null;
  const headingId = `question-${screen.code}`;
  return (
    <Page
      heading={t(`screen.${screen.code}.heading`)}
      headingId={headingId}
      focusKey={screen.code}
      above={place.of > 1 ? t('place', { number: place.number, of: place.of }) : undefined}
      back={before === null ? { to: '/' } : { step: () => checkIn.go(before) }}
      status={<ConnectionLine />}
      footer={
        <>
          {after === null ? (
            <Button variant="primary" fill onPress={finish} isPending={busy} isDisabled={!hasAnything}>{t(templateId === 'serious' ? 'send' : 'save')}</Button>
          ) : (
            <Button variant="primary" fill onPress={() => checkIn.go(after)}>{t(isSkip ? 'skip' : 'continue')}</Button>
          )}
          {after !== null && hasAnything ? <Button fill onPress={finish} isPending={busy}>{t(templateId === 'serious' ? 'sendNow' : 'saveAndStop')}</Button> : null}
        </>
      }
    >
      <Unsaved checkIn={checkIn} />
      <Question checkIn={checkIn} screen={screen} headingId={headingId} today={today} />
      {templateId === 'serious' && place.number === 1 && today ? <Muted>{t('readingHours', { name: today.contact.name, hours: today.contact.readingHours })}</Muted> : null}
    </Page>
  );
}
