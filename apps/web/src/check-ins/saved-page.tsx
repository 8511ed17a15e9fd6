import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'react-router';
import { ruleSet } from '@evenkeel/symptoms-rules';
import { linesOf, waysOf } from '../escalation/help-card.js';
import { ButtonLink, CallLink } from '../kit/button.js';
import { Card, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useOutbox } from '../offline/use-outbox.js';
import { useComfort } from '../shell/comfort-context.js';
import { SentAlerts } from './sent-alerts.js';
import { useToday } from './use-today.js';

const onPage = { onPhone: 'onPage', alone: 'onPageAlone', refused: 'onPageRefused' } as const;

/** The end of a check-in. Says where it is: on this phone, or sent; never that somebody has read it. */
export function SavedPage() {
  const { t } = useTranslation('check-ins');
  const { checkInId = '' } = useParams();
  const { state: passed } = useLocation();
  const { queue, owner, ready, saved, storage } = useOutbox();
  const { today } = useToday();
  const overall = overallFrom(passed);
  const entry = queue.find((each) => each.submission.id === checkInId);
  const where = !ready || entry ? (entry?.refused ? 'refused' : owner === null ? 'alone' : 'onPhone') : 'sent';
  // What only the page holds is not called saved.
  const said = storage === 'memory' && where !== 'sent' ? onPage[where] : where;
  return (
    <Page
      heading={t(`saved.${said}.heading`)}
      focusKey={checkInId}
      status={<ConnectionLine />}
      footer={
        <>
          <ButtonLink to="/" variant="primary" fill>{t(where === 'alone' ? 'saved.signIn' : 'saved.done')}</ButtonLink>
          <ButtonLink to="/check-in/serious" fill>{t('serious')}</ButtonLink>
        </>
      }
    >
      <p>{t(`saved.${said}.text`)}</p>
      {where === 'sent' && today ? <p>{t('readingHours', { name: today.contact.name, hours: today.contact.readingHours })}</p> : null}
      {saved[checkInId]?.late ? <p>{t('saved.late')}</p> : null}
      <SentAlerts checkInId={checkInId} />
      {overall !== null && overall >= ruleSet.thresholds.highOverall ? <HighScore overall={overall} clinicPhone={today?.contact.phone ?? null} /> : null}
    </Page>
  );
}

/** After a high score: thanks, what can be done now, and whom to call. The score is ink on paper, never an alarm. */
function HighScore({ overall, clinicPhone }: { readonly overall: number; readonly clinicPhone: string | null }) {
  const { t } = useTranslation('check-ins');
  const { t: escalation } = useTranslation('escalation');
  const { country } = useComfort();
  const ways = [...linesOf(country, 'emergency'), ...linesOf(country, 'crisis')].flatMap(waysOf);
  return (
    <>
      <Card title={t('high.title')}>
        <p>{t('high.text', { overall })}</p>
        {clinicPhone ? <CallLink href={`tel:${clinicPhone}`} variant="outline">{escalation('help.callClinic')}</CallLink> : null}
      </Card>
      <Notice tone="urgent" title={t('high.unsafe')}>
        {ways.map((way) => <CallLink key={way.href} href={way.href} variant="outline">{escalation(way.kind === 'call' ? 'help.call' : 'help.text', { number: way.number })}</CallLink>)}
      </Notice>
    </>
  );
}

function overallFrom(passed: unknown): number | null {
  const overall = (passed as { overall?: unknown } | null)?.overall;
  return typeof overall === 'number' ? overall : null;
}
