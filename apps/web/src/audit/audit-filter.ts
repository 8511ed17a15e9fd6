/** What an auditor has chosen. Days are `YYYY-MM-DD` of the device, the last one included. */
export interface Wanted {
  readonly from: string;
  readonly until: string;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly patientId: string | null;
  /** Empty for anything. */
  readonly action: string;
}

/** The same as the server wants it: from the first moment of the first day to the last of the last, by the device's clock. */
export function filterOf({ from, until, person, patientId, action }: Wanted, before: string | null) {
  const end = new Date(`${until}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return { from: new Date(`${from}T00:00:00`).toISOString(), until: end.toISOString(), actorId: person?.id ?? null, patientId, action: action === '' ? null : action, before };
}

/** Enough of an id to tell one from another on a page. The end, because the beginning is the time of its making. */
export const shortReference = (id: string): string => id.slice(-8);
