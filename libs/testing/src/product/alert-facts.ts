import type pg from 'pg';
import type { Page } from 'playwright-core';
import { wordsIn } from './words.js';

const t = wordsIn('en');

interface Row {
  status: string; level: number; cycle: number; late: boolean; held: boolean; engagement: string | null; resolved_at: Date | null;
  told: { who: string; at: string }[] | null;
  events: { kind: string; who: string; at: string; how: string | null }[] | null;
}

/** What the rows of an alert let the patient's page say, in its own words. */
export interface StoredFacts {
  readonly status: string;
  readonly headline: string;
  readonly lines: readonly string[];
}

/** As the page writes a time of today for a reader in New York. */
const clockTime = (at: string | Date): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hour: 'numeric', minute: '2-digit' }).format(new Date(at)).replace(/\s/g, ' ').toLowerCase();

const party = (key: 'party' | 'Party', who: string): string => t('escalation', `${key}.${who === 'fallback' ? 'fallback-line' : who}`);

/** The first of each, by whom. */
const first = <Fact extends { who: string }>(facts: readonly Fact[]): Fact[] => facts.filter((fact, index) => facts.findIndex((each) => each.who === fact.who) === index);

/**
 * Reads the rows past every reader of the product and says what a page may say about them: written for tests, from the
 * promise and not from the code that is tested. English, times of one day in New York.
 */
export async function storedFacts(owner: pg.Pool, alertId: string): Promise<StoredFacts> {
  const { rows: [row] } = await owner.query<Row>(`
    SELECT a.status, a.level, a.cycle, a.next_action_at <= clock.now() AS late, a.status = 'acknowledged' AND a.ack_expires_at > clock.now() AS held, a.engagement, a.resolved_at,
      (SELECT jsonb_agg(jsonb_build_object('who', recipient_role, 'at', accepted_at) ORDER BY accepted_at)
         FROM clin.notification WHERE alert_id = a.id AND channel = 'email' AND purpose IN ('page', 'fallback') AND accepted_at IS NOT NULL) AS told,
      (SELECT jsonb_agg(jsonb_build_object('kind', CASE kind WHEN 'taken-over' THEN 'acknowledged' ELSE kind END, 'who', coalesce(actor_role, 'system'), 'at', at, 'how', detail->>'how') ORDER BY seq)
         FROM clin.alert_event WHERE alert_id = a.id) AS events
      FROM clin.alert a WHERE a.id = $1`, [alertId]);
  if (row === undefined) throw new Error('There is no such alert');
  const told = row.told ?? [];
  const of = (kind: string) => (row.events ?? []).filter((event) => event.kind === kind);
  const line = (key: string, fact: { who?: string; at: string | Date }): string =>
    t('escalation', `fact.${key}`, { who: party('party', fact.who ?? 'team'), Who: party('Party', fact.who ?? 'team'), time: clockTime(fact.at) });
  const sent = first(told);
  const opened = first(of('opened'));
  const reached = of('engaged').filter(({ how }) => how !== 'sent-help');
  const [exhausted] = of('exhausted');
  const notYet = Object.entries({ sent: sent.filter(({ who }) => who !== 'fallback'), opened, acknowledged: of('acknowledged'), reached }).flatMap(([state, facts]) => (facts.length === 0 ? [t('escalation', `notYet.${state}`)] : []));
  const lines = [
    ...notYet,
    ...sent.map((fact) => line(fact.who === 'fallback' ? 'fallback-told' : 'sent', fact)),
    ...opened.map((fact) => line('opened', fact)),
    ...of('acknowledged').map((fact) => line('acknowledged', fact)),
    ...of('tried').map((fact) => line('tried-to-reach-you', fact)),
    ...of('engaged').map((fact) => line(fact.how === 'sent-help' ? 'help-sent' : 'reached', fact)),
    ...(exhausted === undefined ? [] : [line('everyone-tried', exhausted)]),
    ...(row.resolved_at === null ? [] : [line('resolved', { at: row.resolved_at })]),
  ];
  const { code, who } = headlineOf(row, told.length > 0, of);
  return { status: row.status, lines, headline: t('escalation', `statement.${code}.title`, { who: party('party', who), Who: party('Party', who) }) };
}

function headlineOf(row: Row, anySent: boolean, of: (kind: string) => { who: string; at: string }[]): { code: string; who: string } {
  const seen = of('acknowledged').at(-1);
  const contact = of('engaged').at(-1);
  const attempt = of('tried').at(-1);
  if (row.status === 'resolved') return { code: 'resolved', who: 'team' };
  if (row.status === 'engaged') return { code: row.engagement === 'sent-help' ? 'help-sent' : 'reached', who: contact?.who ?? 'team' };
  if (row.held && seen !== undefined) return attempt !== undefined && attempt.at >= seen.at ? { code: 'tried-to-reach-you', who: attempt.who } : { code: 'acknowledged', who: seen.who };
  if (row.status === 'exhausted') return { code: anySent ? 'everyone-tried' : 'not-sent-yet', who: 'team' };
  if (contact !== undefined && (seen === undefined || contact.at >= seen.at)) return { code: 'follow-up-lapsed', who: contact.who };
  if (seen !== undefined) return { code: 'acknowledgement-lapsed', who: seen.who };
  if (!anySent) return { code: 'not-sent-yet', who: 'team' };
  if (row.level > 1 || row.cycle > 0 || row.late) return { code: 'nobody-has-answered', who: 'team' };
  return { code: of('opened').length > 0 ? 'opened' : 'sent', who: 'team' };
}

/** What the page of an alert says to its patient now: the heading, and every line of what has and has not happened. */
export const readPage = (page: Page): Promise<{ headline: string; lines: { text: string; happened: boolean }[] }> => page.evaluate(() => ({
  headline: document.querySelector('h1')?.textContent ?? '',
  lines: [...document.querySelectorAll('main li[data-done]')].map((item) => ({ text: (item.textContent ?? '').replace(/\u00a0/g, ' ').trim(), happened: item.getAttribute('data-done') === 'true' })),
}));
