import type { Category } from '@evenkeel/care-team-rules';
import { type Lane, lanes } from './timeline.js';

/** The kind of data that a lane shows, in the words of consent. Nobody sees a lane without it, but their own notes. */
export const categoryOfLane: Readonly<Record<Lane, Category>> = {
  dose: 'taper_plan',
  overall: 'symptom_scores',
  symptoms: 'symptom_scores',
  alerts: 'alert_head',
  // Words about a patient are shared like the words of a patient.
  notes: 'free_text',
  // Whether a day was answered is read from its scores.
  'check-ins': 'symptom_scores',
};

/** Every kind of data that a timeline can show. */
export const timelineCategories: readonly Category[] = [...new Set(lanes.map((lane) => categoryOfLane[lane]))];

/** Which lanes these kinds of data open, and which stay closed; every lane is in one of the two, in their order. */
export function lanesFor(may: (category: Category) => boolean): { readonly shared: readonly Lane[]; readonly withheld: readonly Lane[] } {
  return { shared: lanes.filter((lane) => may(categoryOfLane[lane])), withheld: lanes.filter((lane) => !may(categoryOfLane[lane])) };
}
