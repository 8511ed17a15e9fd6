import { z } from 'zod';

/**
 * What a clinician sees of the moment in which an alert was set off: sealed as a whole when it is raised and again when
 * the patient adds to it, so that it shows what was known then. Amounts and dates are written out by whoever raises it; doses as shown on the screen.
 */
export const alertContext = z.object({
  answers: z.array(z.object({ question: z.string(), value: z.number().int().nullable(), text: z.string().nullable(), answeredAt: z.string() })).default([]),
  /** Today's dose, e.g. `clonazepam 0.75 mg`. */
  dose: z.string().nullable().default(null),
  lastChange: z.string().nullable().default(null),
  nextPlanned: z.string().nullable().default(null),
  /** Usual overall score and the scores of the last days, newest last. */
  usual: z.number().int().nullable().default(null),
  recent: z.array(z.number().int()).default([]),
  /** Help cards that the patient was shown, by code. */
  shown: z.array(z.string()).default([]),
});

export type AlertContext = z.infer<typeof alertContext>;

/**
 * All that a clinician reads of a context, as text: equal texts say the same. What is kept beside it for replaying the
 * decision (how many minutes ago, in which case of a rule) moves with the clock and is no news.
 */
export const readable = (context: AlertContext): string => JSON.stringify(alertContext.parse(context));

export type ContextAnswer = AlertContext['answers'][number];

/** What became of an answer after the alert was raised; `null` for one that was known then. */
export function laterOf(answer: ContextAnswer, first: AlertContext): 'added' | 'changed' | null {
  const then = first.answers.find(({ question }) => question === answer.question);
  if (then === undefined) return 'added';
  return then.value === answer.value && then.text === answer.text ? null : 'changed';
}
