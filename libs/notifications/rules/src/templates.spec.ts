import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { invitation, passwordReset, signInChanged } from './account-messages.js';
import {
  alertFallback,
  alertPage,
  alertReminder,
  opsPage,
  plainAlertPage,
  type FallbackFacts,
  type OpsFacts,
  type PageFacts,
  type ReminderFacts,
} from './alert-messages.js';
import { emergencyAccessBlocked, emergencyAccessUsed, yourRecordWasOpened } from './emergency-messages.js';
import { asAlertReference, asMessageLink, followUps, opsReasons, type MessageFact } from './facts.js';
import { messageLanguages, type Message, type MessageLanguage } from './message.js';
import { checkInPrompt, nobodyAnsweredYet, somethingToLookAt, type CheckInPromptFacts } from './patient-messages.js';
import { sayMoment } from './say-moment.js';
import { planChangedForTeam } from './team-messages.js';

const zone = 'Europe/Madrid';
const raised = { at: Date.UTC(2026, 2, 10, 13, 2), zone };
const later = { at: Date.UTC(2026, 2, 10, 13, 7), zone };
const link = asMessageLink('https://care.example.org/a/7K4M');
const place = { reference: asAlertReference('7K4M'), lap: 2, level: 1, link };

/** Every template with every closed word that it takes. */
const all = (language: MessageLanguage): Readonly<Record<string, Message>> => ({
  page: alertPage(language, { ...place, raised, handOver: later }),
  plainPage: plainAlertPage(language, { link }),
  ...Object.fromEntries(followUps.map((about) => [`reminder ${about}`, alertReminder(language, { ...place, about, due: later })])),
  fallback: alertFallback(language, { ...place, raised, again: later }),
  ...Object.fromEntries(
    opsReasons.map((reason, index) => [
      `ops ${reason}`,
      opsPage(language, { reason, reference: index === 0 ? place.reference : null, noticed: raised, link }),
    ]),
  ),
  nobodyYet: nobodyAnsweredYet(language, { link }),
  'check-in': checkInPrompt(language, { closes: later, again: false, link }),
  'emergency used': emergencyAccessUsed(language, { at: raised, link }),
  'emergency blocked': emergencyAccessBlocked(language, { at: raised, link }),
  'emergency own': yourRecordWasOpened(language, { at: raised, link }),
  'look today': somethingToLookAt(language, { link }),
  'plan changed': planChangedForTeam(language, { at: raised, link }),
  invitation: invitation(language, { until: later, link }),
  'password reset': passwordReset(language, { minutes: 30, link }),
  'sign-in changed': signInChanged(language, { link }),
  'check-in again': checkInPrompt(language, { closes: later, again: true, link }),
});

const everything = messageLanguages.flatMap((language) =>
  Object.entries(all(language)).map(([name, message]) => [language, name, message] as const),
);

/** Words that would tell a bystander what the message is about, or promise what nobody keeps. Stems, both languages. */
const forbidden = [
  'seizur', 'convuls', 'suicid', 'psycho', 'psico', 'akathis', 'acatis', 'overdos', 'sobredos', 'symptom', 'síntoma', 'dose', 'dosis',
  'taper', 'withdraw', 'abstinen', 'benzo', 'clonazepam', 'klonopin', 'rivotril', 'diazepam', 'medic', 'drug', 'droga', 'fármac',
  'pill', 'pastill', 'tablet', 'comprimid', 'patient', 'pacient', 'clinic', 'clínic', 'doctor', 'médic', 'prescri', 'therap', 'terap',
  'health', 'salud', 'mental', 'anxi', 'ansied', 'depress', 'depresi', 'sleep', 'sueño', 'pain', 'dolor', 'pregnan', 'embaraz',
  'hospital', 'nurse', 'enfermer', 'diagnos', 'score', 'puntuaci', 'addict', 'adict', 'abus', 'relaps', 'recaíd', 'monitor', 'vigila',
  'watching', '24/7', 'guarante', 'garanti', 'delivered', 'non-complian', 'incumpl',
];

describe('every message in every language', () => {
  it.each(everything)('%s %s holds no word of health and no empty promise', (_language, _name, { subject, text, html }) => {
    const words = [subject, text, html.replace(/style="[^"]*"/g, '')].join('\n').toLowerCase();
    expect(forbidden.filter((word) => words.includes(word))).toEqual([]);
  });

  it.each(everything)('%s %s has one address at most, the same in text and HTML', (_language, name, { text, html }) => {
    const inText = text.match(/https?:\/\/\S+/g) ?? [];
    const inHtml = html.match(/https?:\/\/[^"<\s]+/g) ?? [];
    expect(inText).toEqual(name === 'fallback' ? [] : [link]);
    expect(inHtml).toEqual(inText);
  });

  it.each(everything)('%s %s has a subject of one short line and the language it is in', (language, _name, { subject, html }) => {
    expect(subject).toMatch(/^[^\r\n]{5,110}$/);
    expect(html).toContain(`<html lang="${language}">`);
  });

  it.each(everything)('%s %s says the same in text and HTML', (_language, _name, { text, html }) => {
    const plain = (words: string) => words.replace(/\s+/g, ' ');
    for (const [, paragraph] of html.matchAll(/<p[^>]*>([^<]+)<\/p>/g)) expect(plain(text)).toContain(plain(paragraph ?? '-'));
  });

  it.each(messageLanguages)('%s has not changed unnoticed', (language) => {
    expect(Object.fromEntries(Object.entries(all(language)).map(([name, { subject, text }]) => [name, { subject, text }]))).toMatchSnapshot();
    expect(alertPage(language, { ...place, raised, handOver: later }).html).toMatchSnapshot();
  });

  it('a language leaves nothing in the other one', () => {
    const [english, spanish] = [all('en'), all('es')];
    for (const name of Object.keys(english)) expect(spanish[name]?.subject).not.toBe(english[name]?.subject);
  });
});

describe('a page', () => {
  it.each(messageLanguages)('in %s can be told from the next one by its lap and level, and only by them', (language) => {
    const write = (lap: number, level: number) => alertPage(language, { ...place, lap, level, raised, handOver: later });
    expect(write(2, 1)).toEqual(write(2, 1));
    expect(new Set([write(1, 1), write(1, 2), write(2, 1)].map(({ text }) => text)).size).toBe(3);
  });

  it('says in the subject which alert needs a review', () => {
    expect(alertPage('en', { ...place, raised, handOver: later }).subject).toBe('Alert 7K4M needs your review');
    expect(alertPage('es', { ...place, raised, handOver: later }).subject).toBe('La alerta 7K4M necesita su revisión');
  });

  it('shows times by the wall clock of the reader', () => {
    expect(sayMoment('en', raised)).toBe('Tue 10 Mar, 14:02 (Europe/Madrid)');
    expect(sayMoment('es', { ...raised, zone: 'America/New_York' })).toBe('mar 10 mar, 09:02 (America/New_York)');
    expect(sayMoment('en', { at: Date.UTC(2026, 0, 1), zone: 'UTC' })).toBe('Thu 1 Jan, 00:00 (UTC)');
  });

  it('escapes whatever an address holds', () => {
    const tail = fc.string().map((text) => asMessageLink(`https://care.example.org/a?t=${encodeURIComponent(text).replace(/%22|%3C/g, '')}&x='"<b>`));
    fc.assert(
      fc.property(tail, (address) => {
        const { html } = alertPage('en', { ...place, link: address, raised, handOver: later });
        expect(html).not.toContain('<b>');
        expect(html.match(/href="[^"]*"/g)).toHaveLength(1);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what a message can be given', () => {
  it.each(['', '7k4m', '7K4', '7K4MM', '0K4M', 'IK4M', 'seizure'])('%j is not a reference', (text) => {
    expect(() => asAlertReference(text)).toThrow(TypeError);
  });

  it.each(['', '/a/7K4M', 'javascript:alert(1)', 'mailto:a@b.example', 'https://user@care.example.org', 'https://care.example.org/a b'])(
    '%j is not an address',
    (text) => expect(() => asMessageLink(text)).toThrow(TypeError),
  );

  it('is a closed list of types, none of which takes free text', () => {
    type Facts = PageFacts & ReminderFacts & FallbackFacts & CheckInPromptFacts;
    type Given = Facts[keyof Facts] | NonNullable<OpsFacts[keyof OpsFacts]>;
    /** `true` only if every fact of every template is of a type that cannot hold free text. */
    const closed: Exclude<Given, MessageFact | boolean> extends never ? true : false = true;
    /** `true` only if a plain string is refused as a fact. */
    const noText: string extends Given ? false : true = true;
    expect([closed, noText]).toEqual([true, true]);
  });
});
