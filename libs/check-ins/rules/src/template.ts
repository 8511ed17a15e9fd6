import type { FollowUpCode, QuestionCode, TextQuestionCode } from '@evenkeel/symptoms-rules';

export const templateIds = ['daily', 'serious'] as const;

export type TemplateId = (typeof templateIds)[number];

/** The screens of the shipped check-ins, one question to a screen. The catalogue holds their words. */
export type ScreenCode = 'overall' | 'red-flags' | 'sedation' | 'symptoms' | 'sleep' | 'dose' | 'events' | 'event-note';

/** `scale` and `choice` have one question; a `picker` takes up to `atMost` of its questions, `events` any number. */
export type ScreenKind = 'scale' | 'choice' | 'picker' | 'events' | 'words';

/** A further question on the same screen, shown while `question` has one of the values. */
export interface FollowUp {
  readonly shows: FollowUpCode | TextQuestionCode;
  readonly after: QuestionCode;
  readonly is: readonly number[];
}

/**
 * `always`; `red-flags-due`: the overall score is high, or they were not asked for a week, or not since a cut; `sedation-due`:
 * a slot of the dose went over to another medicine some days ago.
 */
export type ScreenCondition = 'always' | 'red-flags-due' | 'sedation-due';

export interface Screen {
  readonly code: ScreenCode;
  readonly kind: ScreenKind;
  readonly questions: readonly QuestionCode[];
  readonly texts: readonly TextQuestionCode[];
  readonly followUps: readonly FollowUp[];
  readonly condition: ScreenCondition;
  /** How many questions of a picker may be answered; `null` where there is no limit. */
  readonly atMost: number | null;
}

/** What is asked, in which order. A version is never edited: a check-in is read with the version it was answered with. */
export interface Template {
  readonly id: TemplateId;
  readonly version: number;
  readonly screens: readonly Screen[];
  /** Any one of these makes the check-in complete. */
  readonly completeWith: readonly QuestionCode[];
  /** Whether its end offers "Something serious happened". */
  readonly offersSerious: boolean;
}

/** Every question in numbers that this template can ask, follow-ups included, each once. */
export const questionsOf = (template: Template): readonly QuestionCode[] => [
  ...new Set(template.screens.flatMap((screen) => [...screen.questions, ...screen.followUps.map((each) => each.shows).filter(isInNumbers)])),
];

/** Every question in words that this template can ask. */
export const textsOf = (template: Template): readonly TextQuestionCode[] => [
  ...new Set(template.screens.flatMap((screen) => [...screen.texts, ...screen.followUps.map((each) => each.shows).filter(isInWords)])),
];

export const isInWords = (code: FollowUp['shows']): code is TextQuestionCode => code === 'dose-note' || code === 'event-note';

export const isInNumbers = (code: FollowUp['shows']): code is FollowUpCode => !isInWords(code);
