import { roles, type Role, type StaffRole } from '@evenkeel/kernel';
import { categories, type Category } from './consent.js';

/**
 * How far a role reaches into one kind of data of a patient:
 * `self` their own record only · `team` patients on whose team they are · `team+consent` the same, and the patient
 * has a live consent for this kind of data · `none` never, whatever the relation.
 */
export type Reach = 'self' | 'team' | 'team+consent' | 'none';

const nothing = {
  taper_plan: 'none',
  doses: 'none',
  symptom_scores: 'none',
  free_text: 'none',
  therapy_tasks: 'none',
  therapy_notes: 'none',
  crisis_alerts: 'none',
  identity_contacts: 'none',
  alert_head: 'none',
  schedule: 'none',
  team: 'none',
  recent_scores: 'none',
} as const satisfies Record<Category, Reach>;

/**
 * Who may read what. Everything that this table does not allow is forbidden; no role inherits from another.
 * A coordinator sees the family and tier of an alert and never the answers. A safety lead is on nobody's team and
 * comes to a patient only by being paged (`whileNamed`). An administrator arranges people and an auditor reads who
 * read what: neither sees a record.
 *
 * The same table stands in the database as `clin.role_category`, for row-level security; the two change together.
 */
export const reach: Readonly<Record<Role, Readonly<Record<Category, Reach>>>> = {
  patient: {
    taper_plan: 'self',
    doses: 'self',
    symptom_scores: 'self',
    free_text: 'self',
    therapy_tasks: 'self',
    // What a therapist shares with the patient is a document of its own, not the notes.
    therapy_notes: 'none',
    crisis_alerts: 'self',
    identity_contacts: 'self',
    alert_head: 'self',
    schedule: 'self',
    team: 'self',
    // Their own scores are theirs as `symptom_scores`, without an end.
    recent_scores: 'none',
  },
  prescriber: {
    taper_plan: 'team+consent',
    doses: 'team+consent',
    symptom_scores: 'team+consent',
    free_text: 'team+consent',
    therapy_tasks: 'team+consent',
    therapy_notes: 'none',
    crisis_alerts: 'team+consent',
    identity_contacts: 'team+consent',
    alert_head: 'team+consent',
    schedule: 'team',
    team: 'team',
    recent_scores: 'none',
  },
  therapist: {
    taper_plan: 'team+consent',
    doses: 'team+consent',
    symptom_scores: 'team+consent',
    free_text: 'team+consent',
    therapy_tasks: 'team+consent',
    therapy_notes: 'team+consent',
    crisis_alerts: 'team+consent',
    identity_contacts: 'none',
    alert_head: 'team+consent',
    schedule: 'team',
    team: 'team',
    recent_scores: 'none',
  },
  coordinator: {
    ...nothing,
    taper_plan: 'team+consent',
    identity_contacts: 'team+consent',
    alert_head: 'team+consent',
    schedule: 'team',
    team: 'team',
  },
  'safety-lead': nothing,
  administrator: nothing,
  auditor: nothing,
  moderator: nothing,
};

const named = ['team', 'alert_head', 'schedule', 'crisis_alerts', 'taper_plan', 'symptom_scores', 'free_text', 'identity_contacts'] as const;

/**
 * What a person may read while an open E0 or E1 alert names them, and for 24 hours after it is resolved, without being
 * on the team: enough to act, for a coordinator no answers, and for a safety lead those that raised it and no others. Scores hang on
 * check-ins, whose rows are `schedule`. The database grants the same (`clin.grant_for_alert`).
 */
export const whileNamed: Readonly<Record<StaffRole, readonly Category[]>> = {
  prescriber: named,
  therapist: named,
  'safety-lead': ['team', 'alert_head', 'schedule', 'crisis_alerts', 'identity_contacts'],
  coordinator: ['team', 'alert_head', 'schedule', 'identity_contacts'],
  administrator: [],
  auditor: [],
  moderator: [],
};

const safetySummary = ['team', 'identity_contacts', 'taper_plan', 'doses', 'recent_scores'] as const;

/**
 * What emergency access opens for an hour, and never for writing: who the person is and where, whom to call, what they
 * take, and the scores of the last days. No therapy notes, no words, no alerts' answers, nothing of the peer realm.
 * The database grants the same (`clin.open_break_glass`).
 */
export const inEmergency: Readonly<Record<StaffRole, readonly Category[]>> = {
  prescriber: safetySummary,
  'safety-lead': safetySummary,
  therapist: [],
  coordinator: [],
  administrator: [],
  auditor: [],
  moderator: [],
};

/** The whole table as text, one line a role: for the documents and for the eyes of a reviewer. */
export const printReach = (): string =>
  roles.map((role) => `${role}: ${categories.map((category) => `${category}=${reach[role][category]}`).join(' ')}`).join('\n');
