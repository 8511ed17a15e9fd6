import { reference } from '@evenkeel/escalation-rules';
import {
  alertFallback, alertPage, alertReminder, asAlertReference, asMessageLink, type Message, type MessageLanguage, nobodyAnsweredYet, opsPage, plainAlertPage,
} from '@evenkeel/notifications-rules';
import type { Config } from '@evenkeel/config';
import type { AckLinks } from './ack-link.js';
import type { Claimed } from './store/claim.store.js';

/** Messages that fail this often with an exception of ours go out as the plain text instead. */
export const mostFaults = 3;

/**
 * The e-mail for a claimed message. Throws if the row cannot be put into words, which is counted; from the third time
 * on a page is written without looking at the row at all.
 */
export function writeLetter(claimed: Claimed, language: MessageLanguage, links: AckLinks, config: Pick<Config, 'BASE_URL'>): Message {
  if (claimed.purpose === 'page' && (claimed.quarantined || claimed.faults >= mostFaults)) {
    return plainAlertPage(language, { link: asMessageLink(`${config.BASE_URL}/alerts`) });
  }
  const { zone, level, cycle, alertId } = claimed;
  const moment = (at: Date) => ({ at: at.getTime(), zone });
  const place = { reference: asAlertReference(reference(alertId)), lap: cycle + 1, level, link: asMessageLink(links.pageOf(alertId)) };
  const raised = moment(claimed.openedAt);
  const goesOn = moment(claimed.nextActionAt ?? claimed.now);
  switch (claimed.purpose) {
    case 'page':
      return alertPage(language, { ...place, raised, handOver: goesOn, link: asMessageLink(links.urlOf(claimed.id)) });
    case 'reminder':
      return alertReminder(language, { ...place, about: claimed.closing ? 'second-person' : 'follow-up', due: goesOn });
    case 'fallback':
      return alertFallback(language, { ...place, raised, again: goesOn });
    case 'ops':
      return opsPage(language, { reason: claimed.reason ?? 'deadline-missed', reference: place.reference, noticed: moment(claimed.now), link: asMessageLink(config.BASE_URL) });
    case 'patient':
      return nobodyAnsweredYet(language, { link: asMessageLink(`${config.BASE_URL}/my-alerts/${alertId}`) });
  }
}
