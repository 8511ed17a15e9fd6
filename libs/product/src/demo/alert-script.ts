import {
  type AlertCommand, type AlertEvent, type AlertState, type AlertTier, type EscalationPolicy, next, type NotificationIntent, openAndPage,
  type Responder, type Roster, type TriggerFamily,
} from '@evenkeel/escalation-rules';
import { isRefusal } from '@evenkeel/kernel';

/** A message that the machine wanted sent, and when. */
export interface SentIntent {
  readonly intent: NotificationIntent;
  readonly at: number;
}

/** An alert from its first answer to its outcome, as the real machine runs it. */
export interface PlayedAlert {
  readonly state: AlertState;
  readonly events: readonly AlertEvent[];
  readonly sent: readonly SentIntent[];
}

export interface Opening {
  readonly family: TriggerFamily;
  readonly tier: AlertTier;
  readonly episode: number;
  readonly policy: EscalationPolicy;
}

const minute = 60_000;
const hour = 60 * minute;

/** How the demo's clinicians answered: an E1 within minutes, an E2 later that day, always with a call. */
export const answersTo = (tier: AlertTier, family: TriggerFamily, by: Responder): readonly { readonly after: number; readonly command: AlertCommand }[] => {
  const urgent = tier === 'E0' || tier === 'E1';
  // One came late in the evening and climbed to the second level before somebody answered.
  const late = family === 'suicidality' ? 15 * minute : 0;
  const [seen, reached, closed] = urgent ? [late + 4 * minute, late + 11 * minute, late + 50 * minute] : [3 * hour, 4 * hour, 5 * hour];
  return [
    { after: seen, command: { kind: 'acknowledge', by, via: 'app', takeOver: false, expectedRowVersion: null } },
    { after: reached, command: { kind: 'engage', by, how: 'reached', expectedRowVersion: null } },
    { after: closed, command: { kind: 'resolve', by, outcome: tier === 'E2' ? 'no-action-needed' : 'patient-reached', expectedRowVersion: null } },
  ];
};

/** Plays an alert: deadlines that fall between two commands are ticked when they fall, repeats attach. */
export function playAlert(
  opening: Opening, at: number, roster: Roster, commands: readonly { readonly at: number; readonly command: AlertCommand }[],
): PlayedAlert {
  const first = openAndPage(opening, at, roster);
  let { state } = first;
  const events: AlertEvent[] = [...first.events];
  const sent: SentIntent[] = first.notify.map((intent) => ({ intent, at }));
  const take = (command: AlertCommand, when: number): void => {
    const step = next(state, command, when, roster);
    if (isRefusal(step)) throw new Error(`The demo cannot ${command.kind}: ${step.code}`);
    state = step.state;
    events.push(...step.events);
    sent.push(...step.notify.map((intent) => ({ intent, at: when })));
  };
  for (const { at: when, command } of [...commands].sort((one, other) => one.at - other.at)) {
    while (state.nextActionAt !== null && state.nextActionAt <= when) take({ kind: 'tick' }, state.nextActionAt);
    take(command, when);
  }
  return { state, events, sent };
}
