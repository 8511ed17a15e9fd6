import { useTranslation } from 'react-i18next';
import { HelpCardPanel } from '../escalation/help-card-panel.js';
import { Button } from '../kit/button.js';
import { Card } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { FollowUp } from './question.js';
import { SentAlerts } from './sent-alerts.js';
import { Unsaved } from './unsaved.js';
import type { CheckIn, HelpShown } from './use-check-in.js';
import type { TodayData } from './use-today.js';

interface HelpScreenProps {
  readonly checkIn: CheckIn;
  readonly help: HelpShown;
  readonly today: TodayData | null;
  readonly onFinish: () => void;
}

/** What an answer calls for, in the place of the questions: whom to call, and the one thing that decides how fast. */
export function HelpScreen({ checkIn, help, today, onFinish }: HelpScreenProps) {
  const { t } = useTranslation('check-ins');
  const { t: escalation } = useTranslation('escalation');
  const { screen } = checkIn.place;
  return (
    <Page
      heading={escalation(`card.${help.card}.title`)}
      focusKey={`help-${help.question}`}
      back={{ step: checkIn.closeHelp }}
      status={<ConnectionLine />}
    >
      <HelpCardPanel card={help.card} clinicPhone={today?.contact.phone ?? null}>
        <FollowUpCard checkIn={checkIn} screen={screen} after={help.question} />
        <Unsaved checkIn={checkIn} />
        <SentAlerts checkInId={checkIn.draft.id} />
      </HelpCardPanel>
      {/* Not fixed at the bottom: here the numbers come first, and nothing may cover them. */}
      <Button fill onPress={checkIn.closeHelp}>{t('backToQuestions')}</Button>
      <Button fill onPress={onFinish}>{t('sendAndStop')}</Button>
    </Page>
  );
}

function FollowUpCard(props: Parameters<typeof FollowUp>[0]) {
  const shows = props.screen.followUps.some((each) => each.after === props.after);
  return shows ? <Card><FollowUp {...props} /></Card> : null;
}
