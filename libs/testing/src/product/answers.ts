import { randomUUID } from 'node:crypto';

export interface SubmitCheckInInput {
  id: string; checkInId: string | null; revision: number; templateId: string; templateVersion: number; openedAt: string;
  answers: { question: string; value: number | null; text: string | null; answeredAt: string; localDate: string; zone: string }[];
  complete: boolean; shown: string[];
}

/** An unscheduled check-in as a phone would send it. `values` by question code; a string is an answer in words. */
export function checkIn(now: Date, values: Record<string, number | string>, options: Partial<SubmitCheckInInput> & { zone?: string } = {}): SubmitCheckInInput {
  const { zone = 'America/New_York', ...rest } = options;
  const answeredAt = now.toISOString();
  const localDate = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);
  return {
    id: randomUUID(), checkInId: null, revision: 1, templateId: 'daily', templateVersion: 1, openedAt: answeredAt, complete: true, shown: [],
    answers: Object.entries(values).map(([question, value]) => ({
      question, answeredAt, localDate, zone,
      value: typeof value === 'number' ? value : null, text: typeof value === 'string' ? value : null,
    })),
    ...rest,
  };
}

/** "A seizure, now": an emergency by every policy. */
export const seizureNow = { overall: 9, 'event.seizure': 1, 'seizure-when': 0 };

/** What `SubmitCheckIn` answers when all went well. */
export interface Saved {
  submitCheckIn: { __typename: string; code?: string; field?: string | null; saved?: number; complete?: boolean; late?: boolean; alerts?: { id: string; family: string; statements: { code: string; at: string | null; roles: string[] }[] }[] };
}
