import { patientStatementCodes, responderRoles, type PatientStatementCode } from '@evenkeel/escalation-rules';

/** One sentence of the server about an alert; each rests on a stored row. */
export interface StatementFact {
  readonly code: string;
  readonly at: string | null;
  readonly roles: readonly string[];
}

export interface Statement {
  readonly code: PatientStatementCode;
  readonly at: string | null;
  /** Catalogue key of the role it is about, or `null`. */
  readonly who: string | null;
}

const knownParties: readonly string[] = [...responderRoles, 'fallback-line'];

/** Sentences this version knows; one from a newer server is left out rather than shown in code. */
function known(facts: readonly StatementFact[]): readonly Statement[] {
  return facts.flatMap((fact) => {
    const code = patientStatementCodes.find((each) => each === fact.code);
    return code === undefined ? [] : [{ code, at: fact.at, who: fact.roles.find((role) => knownParties.includes(role)) ?? null }];
  });
}

/** How the page is tinted: `wait` while somebody is waited for, `urgent` while nobody is known to be on it after everyone was tried. */
export type StatementTone = 'wait' | 'urgent' | 'ok' | 'info';

const tones: Readonly<Record<PatientStatementCode, StatementTone>> = {
  saved: 'wait',
  'not-sent-yet': 'wait',
  sent: 'wait',
  opened: 'wait',
  'nobody-has-answered': 'wait',
  'everyone-tried': 'urgent',
  'fallback-told': 'urgent',
  acknowledged: 'info',
  'acknowledgement-lapsed': 'wait',
  'tried-to-reach-you': 'wait',
  reached: 'ok',
  'help-sent': 'info',
  'follow-up-lapsed': 'wait',
  resolved: 'ok',
};

export const toneOf = (code: PatientStatementCode): StatementTone => tones[code];

/** Headlines that put the way to a human above everything else. */
export const helpFirst = (code: PatientStatementCode): boolean => tones[code] === 'wait' || tones[code] === 'urgent';

/** The four states that are never mixed up, each with the first row that proves it. */
export const fourStates = ['sent', 'opened', 'acknowledged', 'reached'] as const;
export type FourState = (typeof fourStates)[number];

export interface OwnAlertView {
  /** What is true now; the first sentence of the server. */
  readonly headline: Statement;
  readonly states: readonly { readonly state: FourState; readonly facts: readonly Statement[] }[];
  /** The rest of what happened, oldest first. */
  readonly further: readonly Statement[];
}

/** What the page shows of an alert. The server's first sentence is the headline, the others are what happened. */
export function viewOf(facts: readonly StatementFact[]): OwnAlertView {
  const [first, ...history] = known(facts);
  const headline: Statement = first ?? { code: 'saved', at: null, who: null };
  const states = fourStates.map((state) => ({ state, facts: history.filter((each) => each.code === state && each.at !== null) }));
  const further = history.filter((each) => !fourStates.some((state) => state === each.code) && each.code !== 'saved');
  return { headline, states, further };
}
