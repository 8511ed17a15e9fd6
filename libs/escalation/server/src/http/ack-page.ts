import { createHash } from 'node:crypto';
import { escapeHtml } from '@evenkeel/notifications-rules';
import { reference } from '@evenkeel/escalation-rules';
import { sayAckPage } from '../language.js';
import type { LinkView } from '../use-cases/acknowledge-by-link.js';

const style = `
:root{color-scheme:light dark}
body{margin:0;font:18px/1.5 system-ui,sans-serif;background:#f6f4ef;color:#1d2a2e}
main{max-width:32rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.35rem;margin:0 0 1rem}
button,a.go{display:block;box-sizing:border-box;width:100%;min-height:56px;margin:1.5rem 0 0;padding:1rem;border:0;border-radius:10px;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer;background:#1f5f6b;color:#fff}
a.go{background:none;color:inherit;border:2px solid #1f5f6b}
@media (prefers-color-scheme:dark){body{background:#161d20;color:#e8e6e1}}
`;

/** The page has no script, and one style whose hash is the only thing its policy allows. */
export const ackPagePolicy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** The page behind a link, in the language of its recipient. Same length of answer for every unknown link. */
export function ackPage(view: LinkView, baseUrl: string): string {
  const { language, state, alertId } = view;
  const title = alertId === null ? 'Evenkeel' : sayAckPage(language, 'title', { reference: reference(alertId) });
  const paragraphs = state === 'ask'
    ? [sayAckPage(language, 'ask', { age: ageOf(view) }), sayAckPage(language, 'ask-hint', { minutes: 10 })]
    : [sayAckPage(language, state, { until: untilOf(view) })];
  const form = state === 'ask' ? `<form method="post"><button type="submit">${escapeHtml(sayAckPage(language, 'button'))}</button></form>` : '';
  const target = alertId === null ? baseUrl : `${baseUrl}/alerts/${alertId}`;
  const link = `<a class="go" href="${escapeHtml(target)}">${escapeHtml(sayAckPage(language, alertId === null ? 'open-app' : 'open'))}</a>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}${form}${link}</main></body></html>
`;
}

function ageOf({ language, raisedAt, now }: LinkView): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - (raisedAt ?? now).getTime()) / 60_000));
  if (minutes < 1) return sayAckPage(language, 'just-now');
  return minutes < 120 ? sayAckPage(language, 'minutes', { count: minutes }) : sayAckPage(language, 'hours', { count: Math.floor(minutes / 60) });
}

const untilOf = ({ language, heldUntil, zone, now }: LinkView): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-ES' : 'en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }).format(heldUntil ?? now);
