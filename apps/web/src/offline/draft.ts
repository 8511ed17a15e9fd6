/** When and where an answer was given, by the clock of the device: instant, civil date and zone. */
export interface Moment {
  readonly at: string;
  readonly localDate: string;
  readonly zone: string;
}

export interface DraftAnswer {
  readonly question: string;
  /** `null` for an answer in words and for "not sure". */
  readonly value: number | null;
  readonly text: string | null;
  readonly moment: Moment;
}

/** A check-in as it is on this device: everything that was tapped, whether or not anybody has it yet. */
export interface Draft {
  /** Made on the device; names the check-in for ever and makes sending it twice harmless. */
  readonly id: string;
  /** The patient whose answers these are; `null` while nobody is signed in. Never sent under another name. */
  readonly owner: string | null;
  readonly templateId: string;
  readonly templateVersion: number;
  /** The scheduled check-in it answers, if any. */
  readonly checkInId: string | null;
  readonly openedAt: string;
  /** Grows with every change; the server keeps the highest. */
  readonly revision: number;
  readonly answers: Readonly<Record<string, DraftAnswer>>;
  /** Codes of what the reader was shown, such as a help card, in order, each once. */
  readonly shown: readonly string[];
  readonly finishedAt: string | null;
  /** The highest revision that the server has said it holds; 0 while it holds nothing. */
  readonly sentRevision: number;
}

/** What `submitCheckIn` takes. */
export interface Submission {
  readonly id: string;
  readonly revision: number;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly checkInId: string | null;
  readonly openedAt: string;
  readonly answers: readonly { readonly question: string; readonly value: number | null; readonly text: string | null; readonly answeredAt: string; readonly localDate: string; readonly zone: string }[];
  readonly complete: boolean;
  readonly shown: readonly string[];
}

interface DraftStart {
  readonly id: string;
  readonly owner: string | null;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly checkInId: string | null;
  readonly openedAt: string;
}

export const openDraft = (start: DraftStart): Draft => ({ ...start, revision: 0, answers: {}, shown: [], finishedAt: null, sentRevision: 0 });

/**
 * One more than before, and at least the seconds since the check-in was opened: when two tabs hold the same check-in,
 * the later tap has the higher revision even if one tab does not know of the other's.
 */
const nextRevision = (draft: Draft, at: string): number =>
  Math.max(draft.revision + 1, Math.min(longestSeconds, Math.floor((Date.parse(at) - Date.parse(draft.openedAt)) / 1000) || 0));

/** A device clock that was set years ahead must not use up the numbers. */
const longestSeconds = 1_000_000_000;

/** The draft with this answer in place of an earlier one to the same question. */
export const withAnswer = (draft: Draft, answer: DraftAnswer): Draft => ({
  ...draft,
  revision: nextRevision(draft, answer.moment.at),
  answers: { ...draft.answers, [answer.question]: answer },
});

/** The draft with a note that this was on the screen. The same draft when it was noted before. */
export const withShown = (draft: Draft, code: string): Draft =>
  draft.shown.includes(code) ? draft : { ...draft, revision: draft.revision + 1, shown: [...draft.shown, code] };

/** The draft, done. Answers can still be added afterwards, as a further revision. */
export const finished = (draft: Draft, at: string): Draft => ({ ...draft, revision: nextRevision(draft, at), finishedAt: draft.finishedAt ?? at });

/** The draft after the server took this revision of it. */
export const withSent = (draft: Draft, revision: number): Draft => ({ ...draft, sentRevision: Math.max(draft.sentRevision, revision) });

/** The draft as a check-in of its own, when the planned one it answered is not there for it. */
export const detached = (draft: Draft): Draft => ({ ...draft, checkInId: null });

/** Whether the server holds all of it, so that the device need not. An unfinished one is kept for a day, to be gone on with. */
export const isSpent = (draft: Draft, now: number): boolean =>
  draft.sentRevision >= draft.revision && draft.revision > 0 && (draft.finishedAt !== null || now - Date.parse(draft.openedAt) > 24 * 3_600_000);

/** The whole check-in as it stands: every revision carries all answers, so that a later one can stand in for an earlier. */
export const submissionOf = (draft: Draft): Submission => ({
  id: draft.id,
  revision: draft.revision,
  templateId: draft.templateId,
  templateVersion: draft.templateVersion,
  checkInId: draft.checkInId,
  openedAt: draft.openedAt,
  answers: Object.values(draft.answers).map(({ question, value, text, moment }) => ({
    question,
    value,
    text,
    answeredAt: moment.at,
    localDate: moment.localDate,
    zone: moment.zone,
  })),
  complete: draft.finishedAt !== null,
  shown: draft.shown,
});
