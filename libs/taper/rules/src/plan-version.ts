import { type Refusal, refuse } from '@evenkeel/kernel';
import type { LocalDate } from './dose-step.js';
import type { Finding } from './finding.js';
import { openFindings, type SignOff } from './sign-off.js';

export const versionStates = ['draft', 'checked', 'signed', 'active', 'held', 'completed', 'stopped'] as const;
export type VersionState = (typeof versionStates)[number];

/** One version of a patient's plan, without the plan itself. Times are milliseconds since 1970, dates the patient's. */
export interface PlanVersion {
  readonly number: number;
  /** The version it was made from; `null` for the first one. */
  readonly basedOn: number | null;
  readonly state: VersionState;
  readonly author: string;
  /** Why there is a new version; asked for before a signature. */
  readonly reason: string;
  readonly startsOn: LocalDate;
  readonly findings: readonly Finding[];
  readonly signOffs: readonly SignOff[];
  readonly signedBy: string | null;
  readonly signedAt: number | null;
  /** When a hold began, and whose it is: a patient may undo the own one for ten minutes. */
  readonly heldAt: number | null;
  readonly heldBy: ActorKind | null;
  readonly ended: 'zero' | 'maintenance' | 'replaced' | 'stopped-by-prescriber' | null;
}

export type ActorKind = 'patient' | 'prescriber' | 'calendar';

export type VersionCommand =
  | { readonly kind: 'edit'; readonly by: 'prescriber' }
  | { readonly kind: 'check'; readonly by: 'prescriber'; readonly findings: readonly Finding[] }
  | { readonly kind: 'ease'; readonly by: 'prescriber'; readonly signOff: SignOff }
  | { readonly kind: 'sign'; readonly by: 'prescriber'; readonly account: string; readonly at: number; readonly today: LocalDate; readonly others: readonly PlanVersion[] }
  | { readonly kind: 'activate'; readonly by: 'calendar'; readonly today: LocalDate; readonly others: readonly PlanVersion[] }
  | { readonly kind: 'hold'; readonly by: 'patient' | 'prescriber'; readonly at: number }
  | { readonly kind: 'resume'; readonly by: 'patient' | 'prescriber'; readonly at: number }
  | { readonly kind: 'complete'; readonly by: 'calendar'; readonly as: 'zero' | 'maintenance' }
  | { readonly kind: 'replace'; readonly by: 'calendar' }
  | { readonly kind: 'stop'; readonly by: 'prescriber' };

export type VersionRefusal =
  | 'not-in-this-state' | 'findings-open' | 'reason-missing' | 'in-the-past' | 'versions-overlap' | 'based-on-an-old-version' | 'not-yet' | 'another-is-active' | 'prescriber-resumes';

/** How long a patient may take back the own hold. */
export const undoMilliseconds = 600_000;

const from: Readonly<Record<VersionCommand['kind'], readonly VersionState[]>> = {
  edit: ['draft', 'checked'], check: ['draft', 'checked'], ease: ['draft', 'checked'], sign: ['checked'], activate: ['signed'], hold: ['active'], resume: ['held'],
  complete: ['active'], replace: ['signed', 'active', 'held'], stop: ['signed', 'active', 'held'],
};

const isRunning = ({ state }: PlanVersion): boolean => state === 'active' || state === 'held';

/**
 * The version after a command, or why it may not be. Nothing is changed in place and nothing happens besides: whoever
 * activates a version replaces the one before in the same transaction.
 */
export function nextVersion(version: PlanVersion, command: VersionCommand): PlanVersion | Refusal<VersionRefusal> {
  if (!from[command.kind].includes(version.state)) return refuse('not-in-this-state', 'state', { state: version.state, command: command.kind });
  switch (command.kind) {
    case 'edit':
      // What was eased was eased for the plan as it stood.
      return { ...version, state: 'draft', findings: [], signOffs: [] };
    case 'check':
      return { ...version, state: 'checked', findings: command.findings };
    case 'ease':
      return { ...version, signOffs: [...version.signOffs, command.signOff] };
    case 'sign':
      return sign(version, command);
    case 'activate': {
      if (version.startsOn > command.today) return refuse('not-yet', 'startsOn', { startsOn: version.startsOn });
      return command.others.some(isRunning) ? refuse('another-is-active', 'number') : { ...version, state: 'active' };
    }
    case 'hold':
      return { ...version, state: 'held', heldAt: command.at, heldBy: command.by };
    case 'resume': {
      const isUndo = version.heldBy === 'patient' && version.heldAt !== null && command.at - version.heldAt <= undoMilliseconds;
      return command.by === 'patient' && !isUndo ? refuse('prescriber-resumes', 'state') : { ...version, state: 'active', heldAt: null, heldBy: null };
    }
    case 'complete':
      return { ...version, state: 'completed', ended: command.as };
    case 'replace':
      return { ...version, state: 'stopped', ended: 'replaced' };
    case 'stop':
      return { ...version, state: 'stopped', ended: 'stopped-by-prescriber' };
  }
}

function sign(version: PlanVersion, { account, at, today, others }: Extract<VersionCommand, { kind: 'sign' }>): PlanVersion | Refusal<VersionRefusal> {
  if (version.reason.trim().length < 3) return refuse('reason-missing', 'reason');
  if (version.startsOn < today) return refuse('in-the-past', 'startsOn', { today });
  const [open] = openFindings(version.findings, version.signOffs, version.author);
  if (open !== undefined) return refuse('findings-open', 'findings', { rule: open.rule, ...(open.on === null ? {} : { on: open.on }) });
  const running = others.find(isRunning);
  if (running !== undefined && version.basedOn !== running.number) return refuse('based-on-an-old-version', 'basedOn', { active: running.number });
  // One version to come at a time: two would prescribe the same days.
  const waiting = others.find(({ state }) => state === 'signed');
  if (waiting !== undefined) return refuse('versions-overlap', 'startsOn', { version: waiting.number, startsOn: waiting.startsOn });
  if (running !== undefined && version.startsOn < running.startsOn) return refuse('versions-overlap', 'startsOn', { version: running.number, startsOn: running.startsOn });
  return { ...version, state: 'signed', signedBy: account, signedAt: at };
}
