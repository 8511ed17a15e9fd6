import type { MedicineCode } from '@evenkeel/medicines-rules';
import type { EventCode, FollowUpCode, RiskFactors, TextQuestionCode } from '@evenkeel/symptoms-rules';

type StaffKey = 'oakley' | 'fenn' | 'calloway' | 'sayre' | 'amory' | 'winslow';
export type TeamRole = 'prescriber' | 'therapist' | 'coordinator';

export interface DemoStaff {
  readonly key: StaffKey;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly ('prescriber' | 'therapist' | 'coordinator' | 'safety-lead' | 'administrator' | 'auditor')[];
}

/** Nobody of these exists; numbers are from the range kept free for stories. */
export const organisation = {
  id: '0a7e0000-0000-7000-8000-00000000de30',
  name: 'Harbour Street Clinic', zone: 'America/New_York', country: 'US', language: 'en',
  readingHours: { en: 'Monday to Friday, 8:30 to 17:30', es: 'De lunes a viernes, de 8:30 a 17:30' },
  welfareText: {
    en: 'Call 911, ask for a welfare check at the address above, and say that the person is coming off a benzodiazepine.',
    es: 'Llame al 911, pida que alguien vaya a la dirección de arriba y diga que la persona está dejando una benzodiacepina.',
  },
  fallbackName: 'Harbour Street duty desk', fallbackPhone: '+1 202 555 0100', fallbackEmail: 'duty-desk@example.org',
} as const;

export const staff: readonly DemoStaff[] = [
  { key: 'oakley', name: 'Dr. Maren Oakley', email: 'maren.oakley@example.org', roles: ['prescriber'] },
  { key: 'fenn', name: 'Dr. Tobias Fenn', email: 'tobias.fenn@example.org', roles: ['prescriber'] },
  { key: 'calloway', name: 'Ines Calloway', email: 'ines.calloway@example.org', roles: ['therapist'] },
  { key: 'sayre', name: 'Robin Sayre', email: 'robin.sayre@example.org', roles: ['coordinator'] },
  { key: 'amory', name: 'Dr. Judith Amory', email: 'judith.amory@example.org', roles: ['safety-lead'] },
  { key: 'winslow', name: 'Pat Winslow', email: 'pat.winslow@example.org', roles: ['administrator', 'auditor'] },
];

/** Reads along in the group, with an account that has no other role here. The second name is the one that members read. */
export const moderator = { name: 'Noor Halden', email: 'noor.halden@example.org', personaName: 'Noor' } as const;

/** A step `day` days from today; past days are negative. Micrograms by slot. */
export interface DemoStep {
  readonly day: number;
  readonly kind: 'start' | 'reduce' | 'hold';
  readonly morning: number;
  readonly night: number;
}

/** "Something serious happened", minutes after midnight of a day in the past. */
export interface DemoReport {
  readonly day: number;
  readonly minute: number;
  readonly events: readonly EventCode[];
  readonly followUps: readonly (readonly [FollowUpCode, number])[];
}

export interface DemoPatient {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly language: 'en' | 'es';
  readonly zone: string;
  readonly birthYear: number;
  readonly phone: string;
  readonly address: string;
  readonly emergencyContact: string;
  readonly risk: RiskFactors;
  readonly medicine: MedicineCode;
  readonly steps: readonly DemoStep[];
  readonly team: readonly { readonly key: StaffKey; readonly role: TeamRole; readonly primary: boolean }[];
  /** Whether check-ins still come by themselves; the others had a schedule that ended yesterday. */
  readonly scheduled: boolean;
  /** Usual overall score, how strongly a cut is felt, and the three symptoms that are followed. */
  readonly baseline: number;
  readonly amplitude: number;
  readonly symptoms: readonly [string, string, string];
  readonly notes: readonly { readonly day: number; readonly question: TextQuestionCode; readonly text: string }[];
  readonly reports: readonly DemoReport[];
}

const everybody = (own: 'oakley' | 'fenn'): DemoPatient['team'] => [
  { key: own, role: 'prescriber', primary: true },
  { key: own === 'oakley' ? 'fenn' : 'oakley', role: 'prescriber', primary: false },
  { key: 'calloway', role: 'therapist', primary: true },
  { key: 'sayre', role: 'coordinator', primary: true },
];

/** Cuts of 5 to 10 % every two to five weeks, each dose makeable from quarters of a 0.5 mg tablet or a liquid (ASAM guideline 2025, p. 7: 5-10 % every 2-4 weeks). */
export const patients: readonly DemoPatient[] = [
  {
    key: 'alder', name: 'Alder Quinn', email: 'alder.quinn@example.org', language: 'en', zone: 'America/New_York', birthYear: 1979,
    phone: '+1 202 555 0121', address: '14 Lantern Row, Apt 3, Harbourton', emergencyContact: 'Jo Quinn (sister), +1 202 555 0122',
    risk: { seizureHistory: false, regimenDaysPerWeek: 7 }, medicine: 'clonazepam',
    steps: [
      { day: -150, kind: 'start', morning: 1000, night: 1000 }, { day: -108, kind: 'reduce', morning: 875, night: 1000 },
      { day: -80, kind: 'reduce', morning: 875, night: 875 }, { day: -52, kind: 'hold', morning: 875, night: 875 },
      { day: -31, kind: 'reduce', morning: 750, night: 875 }, { day: 11, kind: 'reduce', morning: 750, night: 750 },
    ],
    team: everybody('oakley'), scheduled: true, baseline: 3, amplitude: 4.6, symptoms: ['anxiety', 'tremor', 'muscle-pain'],
    notes: [
      { day: -97, question: 'dose-note', text: 'Took the night part two hours late, fell asleep on the sofa.' },
      { day: -23, question: 'dose-note', text: 'Forgot the morning part until noon.' },
    ],
    reports: [{ day: -74, minute: 21 * 60 + 40, events: ['suicidal-thoughts'], followUps: [['suicidal-acuity', 0]] }],
  },
  {
    key: 'lucia', name: 'Lucía Ferrer', email: 'lucia.ferrer@example.org', language: 'es', zone: 'America/Chicago', birthYear: 1966,
    phone: '+1 202 555 0131', address: '208 Almond Street, Millbrook', emergencyContact: 'Andrés Ferrer (hijo), +1 202 555 0132',
    risk: { seizureHistory: true, regimenDaysPerWeek: 7 }, medicine: 'clonazepam',
    steps: [
      { day: -160, kind: 'start', morning: 500, night: 1000 }, { day: -112, kind: 'reduce', morning: 500, night: 900 },
      { day: -77, kind: 'reduce', morning: 400, night: 900 }, { day: -35, kind: 'reduce', morning: 400, night: 800 },
      { day: 7, kind: 'reduce', morning: 300, night: 800 },
    ],
    team: everybody('fenn'), scheduled: false, baseline: 4, amplitude: 3.4, symptoms: ['headache', 'palpitations', 'sensory-sensitivity'],
    notes: [{ day: -60, question: 'dose-note', text: 'Tomé la dosis de la noche más tarde porque vino mi hijo.' }],
    reports: [{ day: -41, minute: 13 * 60 + 5, events: ['vomiting'], followUps: [] }],
  },
  {
    key: 'sam', name: 'Sam Whitlock', email: 'sam.whitlock@example.org', language: 'en', zone: 'America/New_York', birthYear: 1991,
    phone: '+1 202 555 0141', address: '5 Ferry Lane, Harbourton', emergencyContact: 'Casey Whitlock (partner), +1 202 555 0142',
    risk: { seizureHistory: false, regimenDaysPerWeek: 7 }, medicine: 'clonazepam',
    steps: [
      { day: -140, kind: 'start', morning: 250, night: 750 }, { day: -98, kind: 'reduce', morning: 200, night: 750 },
      { day: -70, kind: 'reduce', morning: 200, night: 700 }, { day: -42, kind: 'hold', morning: 200, night: 700 },
      { day: -14, kind: 'reduce', morning: 150, night: 700 }, { day: 14, kind: 'reduce', morning: 150, night: 650 },
    ],
    team: everybody('oakley'), scheduled: false, baseline: 2, amplitude: 3, symptoms: ['akathisia', 'irritability', 'anxiety'],
    notes: [{ day: -66, question: 'dose-note', text: 'Spilled some of the liquid, took what was left.' }],
    reports: [{ day: -12, minute: 8 * 60 + 20, events: ['running-out'], followUps: [] }],
  },
];

/** The same words in every demo; the installation then listens on the loopback only. */
export const demoPassword = 'slow-tide-copper-lantern';
