import { isMedicineCode, medicineOf } from '@evenkeel/medicines-rules';
import { headlineOf, type Timeline } from '@evenkeel/timeline-rules';
import { addDays, dayFacts, type SceneLane, type SceneWords } from '@evenkeel/timeline-scene';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/use-format.js';

/** Everything that a timeline says, in the reader's language. */
export interface TimelineWords {
  readonly scene: SceneWords;
  /** "Dose from 0.25 mg to 0.2 mg a day", a heading; never empty. */
  readonly title: (timeline: Timeline) => string;
  /** "12 October to 22 November. Middle score 4, then 5. Answers on 38 of 42 days." */
  readonly summary: (timeline: Timeline) => string;
  /** What a chosen day says aloud: "Tue 19 August. Dose 0.15 mg, day 9 of this step. Overall 4. 1 note." */
  readonly day: (timeline: Timeline, day: number) => string;
  readonly medicine: (code: string) => string;
  readonly symptom: (code: string) => string;
  readonly score: (value: number) => string;
}

export function useTimelineWords(): TimelineWords {
  const { t, i18n } = useTranslation('timeline');
  const format = useFormat();
  return useMemo(() => {
    const { language } = i18n;
    const medicine = (code: string): string => (isMedicineCode(code) ? medicineOf(code).name[language === 'es' ? 'es' : 'en'] : code);
    const symptom = (code: string): string => t(`check-ins:symptom.${code}`, { defaultValue: code });
    const score = (value: number): string => format.number(value);
    const month = (date: string, year: boolean): string => {
      const text = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`)).replace('.', '');
      return year ? `${text} ${date.slice(0, 4)}` : text;
    };
    const dayMonth = (date: string, year: boolean): string => `${Number(date.slice(8, 10))} ${month(date, year)}`;
    const scene: SceneWords = {
      lane: (lane) => t(`lane.${lane}`),
      laneNote: (lane) => (hasNote(lane) ? t(`laneNote.${lane}`) : null),
      tick: (date, style) => (style === 'month' || style === 'month-year' ? month(date, style === 'month-year') : dayMonth(date, style === 'day-year')),
      dose: format.dose,
      hold: t('hold'),
      drug: medicine,
      percent: (value) => t('percent', { value: format.number(value) }),
      symptom,
      symptoms: (codes) => (codes.length === 2 ? t('twoStrips', { first: symptom(codes[0] ?? ''), second: lower(symptom(codes[1] ?? '')) }) : codes.map(symptom).join(', ')),
      number: format.number,
    };
    const doseTitle = (timeline: Timeline): string | null => {
      const { dose } = headlineOf(timeline);
      if (dose === null) return null;
      return dose.from === dose.to ? t('title.same', { dose: format.dose(dose.to) }) : t('title.changed', { from: format.dose(dose.from), to: format.dose(dose.to) });
    };
    return {
      scene, medicine, symptom, score,
      title: (timeline) => doseTitle(timeline) ?? (timeline.withheld.includes('overall') ? t('title.plain') : t('title.answers', { count: headlineOf(timeline).answered })),
      summary(timeline) {
        const { answered, days, middle } = headlineOf(timeline);
        const open = !timeline.withheld.includes('overall');
        return [
          t('summary.range', { from: format.date(timeline.from), to: format.date(timeline.to) }),
          open && middle.earlier !== null && middle.now !== null ? t('summary.middle', { earlier: score(middle.earlier), now: score(middle.now) }) : '',
          open ? t('summary.answers', { answered: format.number(answered), count: days }) : '',
        ].filter((part) => part !== '').join(' ');
      },
      day(timeline, day) {
        const facts = dayFacts(timeline, day);
        const { buckets, resolution } = timeline;
        const value = facts.bucket === null ? null : buckets.median[facts.bucket] ?? null;
        const open = !timeline.withheld.includes('overall');
        const range = facts.bucket === null ? {} : { from: score(buckets.min[facts.bucket] ?? 0), to: score(buckets.max[facts.bucket] ?? 0) };
        return [
          t('day.date', { date: format.date(addDays(timeline.from, day)) }),
          facts.dose === null ? '' : t(facts.dose.planned ? 'day.planned' : 'day.dose', { dose: format.dose(facts.dose.micrograms), day: format.number(facts.dose.dayOfStep) }),
          !open ? '' : value === null ? t(`day.silent.${resolution}`) : t(`day.overall.${resolution}`, { value: score(value), ...range }),
          facts.alerts > 0 ? t('day.alerts', { count: facts.alerts }) : '',
          facts.notes > 0 ? t('day.notes', { count: facts.notes }) : '',
        ].filter((part) => part !== '').join(' ');
      },
    };
  }, [t, i18n, format]);
}

const hasNote = (lane: SceneLane): lane is 'dose' | 'cuts' | 'overall' => lane === 'dose' || lane === 'cuts' || lane === 'overall';
const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
