import { currentTemplate, cutToAskAfter, nextQuestion, redFlagsDue, sedationDue, type AskingContext, type ScreenCode, type Template, type TemplateId } from '@evenkeel/check-ins-rules';
import { helpForText, isTextQuestionCode, type Answer, type HelpCard, type QuestionCode, type TextQuestionCode } from '@evenkeel/symptoms-rules';
import { useCallback, useMemo, useRef, useState } from 'react';
import { shownCode } from '../escalation/help-card.js';
import type { Draft } from '../offline/draft.js';
import { outboxState } from '../offline/outbox-state.js';
import { beginCheckIn, finishCheckIn, saveAnswers } from '../offline/outbox.js';
import { answersOf, goesAtOnce, helpAfter, moreUrgent, placeAt, type Place } from './flow.js';
import { momentNow } from './moment.js';
import { newId } from './new-id.js';
import type { TodayData } from './use-today.js';

/** Help that stands on the screen, and the question whose answer brought it. */
export interface HelpShown {
  readonly card: HelpCard;
  readonly question: QuestionCode | TextQuestionCode;
}

export interface CheckIn {
  readonly template: Template;
  readonly draft: Draft;
  readonly answers: readonly Answer[];
  readonly place: Place;
  readonly help: HelpShown | null;
  /** Whether the device failed to keep the last tap; the page then says so. */
  readonly unsaved: boolean;
  /** Takes a tap: shows what it calls for at once, keeps it on the device, and sends it if it cannot wait. */
  readonly answer: (changed: readonly Answer[]) => void;
  readonly write: (question: TextQuestionCode, text: string) => void;
  readonly go: (to: ScreenCode) => void;
  readonly closeHelp: () => void;
  /** Resolves when the finished check-in is safe on the device. */
  readonly finish: () => Promise<Draft>;
}

/**
 * What the order of questions depends on, as far as the device knows, by the plan that it keeps. Not known when the red-flag
 * questions were last put counts as never: then they are put.
 */
export function contextOf(today: TodayData | null, localDate: string): AskingContext {
  if (today === null) return { localDate, redFlagsLastAskedOn: null };
  const { doseSteps, redFlagsLastAskedOn, sedationLastAskedOn } = today;
  return { localDate, redFlagsLastAskedOn, lastCutOn: cutToAskAfter(doseSteps, localDate), sedationDue: sedationDue(doseSteps, sedationLastAskedOn, localDate) };
}

/**
 * The context of this check-in. Questions that were once due stay so while it lasts: what the server says a moment later
 * may add a question, never take one away.
 */
function useStickyContext(today: TodayData | null): AskingContext {
  const now = contextOf(today, momentNow().localDate);
  const dueNow = { redFlags: redFlagsDue([], now), sedation: now.sedationDue === true };
  const [due, setDue] = useState(dueNow);
  const isDue = { redFlags: due.redFlags || dueNow.redFlags, sedation: due.sedation || dueNow.sedation };
  if (isDue.redFlags !== due.redFlags || isDue.sedation !== due.sedation) setDue(isDue);
  const { localDate, redFlagsLastAskedOn } = now;
  return useMemo(
    () => ({ localDate, redFlagsLastAskedOn: due.redFlags ? null : redFlagsLastAskedOn, sedationDue: due.sedation }),
    [localDate, redFlagsLastAskedOn, due]);
}

/** One check-in, from where it was left: every tap is kept on the device before anything else happens to it. */
export function useCheckIn(templateId: TemplateId, resumed: Draft | null, today: TodayData | null): CheckIn {
  const template = currentTemplate(templateId);
  const [draft, setDraft] = useState<Draft>(() => resumed ?? begin(template));
  const [help, setHelp] = useState<HelpShown | null>(null);
  const context = useStickyContext(today);
  const answers = useMemo(() => answersOf(draft), [draft]);
  const [at, setAt] = useState<ScreenCode | null>(() => (resumed ? (nextQuestion(template, answersOf(resumed), context)?.code ?? null) : null));
  const [unsaved, setUnsaved] = useState(false);
  // Taps follow one another faster than the device writes; each waits for the one before it.
  const writing = useRef<Promise<Draft>>(Promise.resolve(draft));
  const due = dueFor(template, today);

  const inTurn = useCallback((work: (latest: Draft) => Promise<Draft>): Promise<Draft> => {
    const next = writing.current.then((latest) => work(linked(latest, due)));
    const before = writing.current;
    writing.current = next.then(
      (saved) => { setUnsaved(false); return saved; },
      () => { setUnsaved(true); return before; },
    );
    return next;
  }, [due]);

  const answer = useCallback((changed: readonly Answer[]) => {
    if (changed.length === 0) return;
    const found = helpAfter(answersOf(draft), changed);
    if (found) setHelp((before) => (before ? { card: moreUrgent(found.card, before.card), question: before.question } : found));
    const moment = momentNow();
    const given = changed.map(({ question, value }) => ({ question, value, text: null, moment }));
    setDraft((before) => ({ ...before, answers: { ...before.answers, ...Object.fromEntries(given.map((each) => [each.question, each])) } }));
    inTurn((latest) => saveAnswers(latest, given, { send: goesAtOnce(changed, found?.card ?? null), shown: found ? shownCode(found.card) : undefined })).catch(ignore);
  }, [draft, inTurn]);

  const write = useCallback((question: TextQuestionCode, words: string) => {
    const text = words.trim();
    if (text === '') return;
    const card = helpForText({ question, text });
    if (card) setHelp({ card, question });
    const given = { question, value: null, text, moment: momentNow() };
    setDraft((before) => ({ ...before, answers: { ...before.answers, [question]: given } }));
    inTurn((latest) => saveAnswers(latest, [given], { send: card !== null, shown: card ? shownCode(card) : undefined })).catch(ignore);
  }, [inTurn]);

  return {
    template,
    draft,
    answers,
    place: placeAt(at, template, answers, context),
    help,
    unsaved,
    answer,
    write,
    go: (to) => { setHelp(null); setAt(to); },
    closeHelp: () => setHelp(null),
    finish: () => inTurn((latest) => finishCheckIn(latest, momentNow().at)),
  };
}

const begin = (template: Template): Draft =>
  beginCheckIn({ id: newId(), templateId: template.id, templateVersion: template.version, checkInId: null, openedAt: new Date().toISOString() });

/** The scheduled check-in that is open now and asks these questions. */
function dueFor(template: Template, today: TodayData | null): string | null {
  const due = today?.due ?? null;
  if (due === null || due.templateId !== template.id || !openStatuses.includes(due.status)) return null;
  return due.closesAt === null || Date.parse(due.closesAt) > Date.now() ? due.id : null;
}

const openStatuses: readonly string[] = ['open', 'overdue'];

/**
 * Whose it is and which planned check-in it answers. Settled with the first tap, because a page can open before it is
 * known who is signed in, and never changed afterwards, or one check-in would be stored as two.
 */
const linked = (draft: Draft, due: string | null): Draft =>
  draft.revision === 0 ? { ...draft, owner: outboxState().owner, checkInId: due } : draft;

/** The page shows that a tap was not kept; there is nothing else to do with the error. */
const ignore = (): void => undefined;

/** Words that were written before, for a field that is opened again. */
export const wordsOf = (draft: Draft, question: string): string => (isTextQuestionCode(question) ? (draft.answers[question]?.text ?? '') : '');
