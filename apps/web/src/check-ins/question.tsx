import { followUpsFor, longestText, type Screen } from '@evenkeel/check-ins-rules';
import { choices, insteadOfAnswer, questionOf, type QuestionCode, type TextQuestionCode } from '@evenkeel/symptoms-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { ChoiceList } from '../kit/choice-list.js';
import { TextArea } from '../kit/field.js';
import { Muted, Stack } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { chosenOf, eventAnswers, hasRoom, pickerOrder, sameAgain, valueOf } from './flow.js';
import type { CheckIn } from './use-check-in.js';
import { wordsOf } from './use-check-in.js';
import type { TodayData } from './use-today.js';

interface QuestionProps {
  readonly checkIn: CheckIn;
  readonly screen: Screen;
  readonly headingId: string;
  readonly today: TodayData | null;
}

/** The controls of one screen, by its kind. */
export function Question(props: QuestionProps) {
  switch (props.screen.kind) {
    case 'scale':
      return <Scale {...props} />;
    case 'choice':
      return <OneOf {...props} />;
    case 'picker':
      return <Picker {...props} />;
    case 'events':
      return <Events {...props} />;
    case 'words':
      return <Words {...props} />;
  }
}

/** 0 to 10 and "not sure" as twelve buttons. What was chosen last time is said only after choosing, so that it does not lead. */
function Scale({ checkIn, headingId, today }: QuestionProps) {
  const { t } = useTranslation('check-ins');
  const format = useFormat();
  const value = valueOf(checkIn.answers, 'overall');
  const last = today?.lastAnswers.find((answer) => answer.question === 'overall');
  const scale = (questionOf('overall')?.values ?? []).map((each) => ({ value: String(each), label: String(each), note: noted.includes(each) ? t(`overall.${each}`) : undefined }));
  return (
    <>
      <ChoiceGrid
        labelledBy={headingId}
        choices={[...scale, { value: String(insteadOfAnswer.notSure), label: t('overall.notSure') }]}
        value={value === undefined ? null : String(value)}
        onChange={(chosen) => checkIn.answer([{ question: 'overall', value: Number(chosen) }])}
      />
      {value !== undefined && last && typeof last.value === 'number' && last.value >= 0 ? <Muted>{t('overall.last', { value: last.value, time: format.dayTime(last.answeredAt) })}</Muted> : null}
    </>
  );
}

const noted = [0, 2, 5, 7, 10];

/** One question with a few answers, one under the other. */
function OneOf({ checkIn, screen, headingId }: QuestionProps) {
  const { t } = useTranslation('check-ins');
  const code = screen.questions[0];
  if (code === undefined) return null;
  const value = valueOf(checkIn.answers, code);
  return (
    <Stack gap="sections">
      <ChoiceGrid
        labelledBy={headingId}
        columns={1}
        choices={(questionOf(code)?.values ?? []).map((each) => ({ value: String(each), label: t(`choice.${code}.${each}`) })).reverse()}
        value={value === undefined ? null : String(value)}
        onChange={(chosen) => checkIn.answer([{ question: code, value: Number(chosen) }])}
      />
      {followUpsFor(screen, checkIn.answers).map(({ shows }) => (shows === 'dose-note' || shows === 'event-note' ? <WordsField key={shows} checkIn={checkIn} question={shows} /> : null))}
    </Stack>
  );
}

/** Up to three symptoms with four levels each. */
function Picker({ checkIn, screen, today }: QuestionProps) {
  const { t } = useTranslation('check-ins');
  const { answers } = checkIn;
  const again = sameAgain(screen, today?.lastAnswers ?? []);
  const chosen = chosenOf(screen, answers).length;
  return (
    <Stack gap="sections">
      <Muted>{t('symptoms.upTo', { count: screen.atMost ?? screen.questions.length })}</Muted>
      {again.length > 0 && chosen === 0 ? <Button onPress={() => checkIn.answer(again)}>{t('symptoms.same')}</Button> : null}
      {pickerOrder(screen, today?.tracked ?? []).map((question) => <Level key={question} checkIn={checkIn} question={question} open={hasRoom(screen, answers, question)} />)}
    </Stack>
  );
}

function Level({ checkIn, question, open }: { readonly checkIn: CheckIn; readonly question: QuestionCode; readonly open: boolean }) {
  const { t } = useTranslation('check-ins');
  const value = valueOf(checkIn.answers, question);
  const isSet = value !== undefined && value >= 0;
  const name = t(`symptom.${question.replace('symptom.', '')}`);
  if (!open) return <Muted>{t('symptoms.full', { name })}</Muted>;
  return (
    <div>
      <ChoiceGrid
        label={name}
        compact
        choices={(questionOf(question)?.values ?? []).map((each) => ({ value: String(each), label: t(`level.${each}`) }))}
        value={isSet ? String(value) : null}
        onChange={(chosen) => checkIn.answer([{ question, value: Number(chosen) }])}
      />
      {isSet ? <Button variant="link" aria-label={t('symptoms.clearNamed', { name })} onPress={() => checkIn.answer([{ question, value: insteadOfAnswer.skipped }])}>{t('symptoms.clear')}</Button> : null}
    </div>
  );
}

/** What happened, any number of it. A tick that calls for help shows it at once, on a screen of its own. */
function Events({ checkIn, screen, headingId }: QuestionProps) {
  const { t } = useTranslation('check-ins');
  return (
    <ChoiceList
      labelledBy={headingId}
      choices={screen.questions.map((question) => ({ value: question, label: t(`event.${question.replace('event.', '')}`) }))}
      values={chosenOf(screen, checkIn.answers)}
      onChange={(wanted) => checkIn.answer(eventAnswers(screen, checkIn.answers, wanted))}
    />
  );
}

function Words({ checkIn, screen }: QuestionProps) {
  return <>{screen.texts.map((question) => <WordsField key={question} checkIn={checkIn} question={question} />)}</>;
}

/** Free words, kept on the device with every pause. */
function WordsField({ checkIn, question }: { readonly checkIn: CheckIn; readonly question: TextQuestionCode }) {
  const { t } = useTranslation('check-ins');
  const [words, setWords] = useState(() => wordsOf(checkIn.draft, question));
  return (
    <TextArea
      label={t(`words.${question}.label`)}
      description={t(`words.${question}.help`)}
      rows={3}
      maxLength={longestText}
      value={words}
      onChange={(typed) => {
        setWords(typed);
        checkIn.write(question, typed);
      }}
    />
  );
}

/** The further question under a help card. */
export function FollowUp({ checkIn, screen, after }: { readonly checkIn: CheckIn; readonly screen: Screen; readonly after: string }) {
  const { t } = useTranslation('check-ins');
  const further = followUpsFor(screen, checkIn.answers).find((each) => each.after === after)?.shows;
  if (further === undefined || further === 'dose-note' || further === 'event-note') return null;
  const value = valueOf(checkIn.answers, further);
  const options = Object.entries(choices[further]);
  return (
    <ChoiceGrid
      label={t(`followUp.${further}.question`)}
      columns={1}
      choices={options.map(([name, each]) => ({ value: String(each), label: t(`followUp.${further}.${name}`) }))}
      value={value === undefined ? null : String(value)}
      onChange={(chosen) => checkIn.answer([{ question: further, value: Number(chosen) }])}
    />
  );
}
