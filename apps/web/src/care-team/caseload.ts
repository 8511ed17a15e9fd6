interface Listed {
  readonly id: string;
  readonly name: string;
  readonly openAlerts: number;
  readonly worstTier: string | null;
}

/** People with open alerts first, the worst tier on top; everybody else by name, in the order of the reader's language. */
export function caseload<Patient extends Listed>(patients: readonly Patient[], language: string): readonly Patient[] {
  const collator = new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  const rank = (patient: Patient): string => (patient.openAlerts > 0 ? (patient.worstTier ?? 'E8') : 'E9');
  return [...patients].sort((left, right) => compare(rank(left), rank(right)) || collator.compare(left.name, right.name) || compare(left.id, right.id));
}

/** Those whose name holds every word that was typed, whatever the accents and the case. Nothing typed: everybody. */
export function matching<Patient extends Listed>(patients: readonly Patient[], search: string): readonly Patient[] {
  const words = plain(search).split(/\s+/).filter((word) => word !== '');
  return patients.filter((patient) => words.every((word) => plain(patient.name).includes(word)));
}

/** How many midnights, on the calendar of this device, lie between an instant (ISO 8601) and now; never negative. */
export function daysAgo(at: string, now: Date): number {
  const midnight = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.max(0, Math.round((midnight(now) - midnight(new Date(at))) / 86_400_000));
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase();

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
