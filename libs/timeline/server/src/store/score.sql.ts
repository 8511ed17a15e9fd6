/**
 * The answers of one row of a relation `stale (organisation_id, patient_id, month)`. The day of an answer is that of its
 * check-in, however late it was tapped. The fold and the reader say it with the same words: what one of them sees in a
 * month, the other sees too.
 */
export const answersOfStale = `clin.check_in c
  JOIN clin.check_in_answer a ON a.organisation_id = c.organisation_id AND a.patient_id = c.patient_id AND a.check_in_id = c.id
   AND a.value >= 0 AND (a.question = 'overall' OR starts_with(a.question, 'symptom.'))
  WHERE c.organisation_id = stale.organisation_id AND c.patient_id = stale.patient_id
    AND c.local_date >= stale.month AND c.local_date < stale.month + interval '1 month'`;

/** One answer as it comes out of PostgreSQL. */
export type ScoreCells = readonly [date: string, question: string, value: number];

export const scoreCells = `json_build_array(c.local_date, a.question, a.value)`;

/** A row of the projection as it comes out of PostgreSQL: as JSON, because that is the fastest way for long lists. */
export type MonthCells = readonly [month: string, overallDay: number[], overall: number[], symptom: string[], level: (number | null)[], firstDay: number | null];

export const monthCells = `json_build_array(m.month, m.overall_day, m.overall, m.symptom, m.level, m.first_day)`;
