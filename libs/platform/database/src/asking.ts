import type { AnyActor } from '@evenkeel/kernel';

/** What row-level security is told about who asks: an account in an organisation, or a persona in a community. */
export interface Asking {
  readonly uid: string;
  readonly org: string;
  readonly role: string;
  readonly requestId: string;
}

/** `null` for work that nobody asked for: to a policy about people it sees nothing. */
export function askingOf(actor: AnyActor): Asking | null {
  if (actor.kind === 'person') return { uid: actor.accountId, org: actor.organisationId, role: actor.role, requestId: actor.requestId };
  if (actor.kind === 'persona') return { uid: actor.personaId, org: actor.communityId, role: actor.part, requestId: actor.requestId };
  return null;
}
