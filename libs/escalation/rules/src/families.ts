/**
 * What an alert is about. The family, without the tier, decides whether two findings belong to the same
 * alert: a repeat attaches, a worse one raises it, another family never merges. Closed list; a rule names
 * one of these.
 */
export const triggerFamilies = [
  'seizure',
  'suicidality',
  'psychosis',
  'akathisia',
  'abrupt-stop',
  'breathing',
  'chest-pain',
  'confusion',
  'head-injury',
  'overdose',
  'rigidity-fever',
  'pregnancy',
  'vomiting',
  'run-out',
  'substance-use',
  'extra-dose',
  'interaction',
  'insomnia',
  'high-score',
  'free-text',
  'silence',
  'after-cut',
  'pattern',
  'hold-request',
  'rules-failed',
  'manual',
  // A moderator of the peer group is worried about somebody who agreed to be contacted then.
  'peer-concern',
] as const;

export type TriggerFamily = (typeof triggerFamilies)[number];

/** Where the finding came from. */
export const triggerSources = ['check-in', 'free-text', 'dose-record', 'supply', 'silence', 'manual', 'drill', 'rules-failed', 'bridge'] as const;

export type TriggerSource = (typeof triggerSources)[number];

export const isTriggerFamily = (text: string): text is TriggerFamily =>
  (triggerFamilies as readonly string[]).includes(text);
