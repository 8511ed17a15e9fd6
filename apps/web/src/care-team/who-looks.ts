interface Shared {
  readonly team: readonly { readonly accountId: string; readonly name: string; readonly role: string }[];
  readonly consents: readonly { readonly live: boolean; readonly recipientRole: string | null; readonly recipientName: string | null; readonly categories: readonly string[] }[];
}

/** Names of the people on the team with whom this kind of data is shared now, each once, in the order of the team. */
export function readersOf({ team, consents }: Shared, category: string): readonly string[] {
  const live = consents.filter((consent) => consent.live && consent.categories.includes(category));
  const reads = (member: Shared['team'][number]): boolean =>
    live.some((consent) => (consent.recipientRole === null ? consent.recipientName === member.name : consent.recipientRole === member.role));
  return [...new Set(team.filter(reads).map((member) => member.name))];
}
