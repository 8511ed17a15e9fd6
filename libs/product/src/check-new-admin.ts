import { isZone } from '@evenkeel/check-ins-rules';

/** The first person of an installation, who signs in before anybody else. */
export interface NewAdmin {
  readonly name: string;
  readonly email: string;
  /** Needed when there is no organisation yet, or more than one. */
  readonly organisation: string | null;
  /** The rest is needed for a new organisation: its clock, its emergency numbers, whom an unanswered alert tells, who signs the shipped rules. */
  readonly zone: string | null;
  readonly country: string | null;
  readonly fallbackPhone: string | null;
  readonly clinician: string | null;
}

export type NewAdminField = keyof NewAdmin;

/** What is wrong with one field, as the end of a sentence that begins with its name. */
export interface AdminProblem {
  readonly field: NewAdminField;
  readonly why: string;
}

/** IANA name or UTC, ISO 3166 country, a number a telephone can dial. Lists every field that cannot be used as it is. */
export function checkNewAdmin(admin: NewAdmin): readonly AdminProblem[] {
  const problems: AdminProblem[] = [];
  const need = (field: NewAdminField, sound: boolean, why: string): void => { if (!sound) problems.push({ field, why }); };
  const { name, email, organisation, zone, country, fallbackPhone, clinician } = admin;
  need('name', isLine(name), 'must be one line of at most 120 characters');
  need('email', /^[^\s@]+@[^\s@]+$/.test(email.trim()) && email.trim().length <= 254, 'must be an e-mail address');
  need('organisation', organisation === null || isLine(organisation), 'must be one line of at most 120 characters');
  need('zone', zone === null || isZone(zone), 'must be a time zone that this machine knows, such as Europe/Madrid');
  need('country', country === null || isCountry(country), 'must be a country as two letters, such as ES');
  need('fallbackPhone', fallbackPhone === null || isPhone(fallbackPhone), 'must be a telephone number, such as "+1 202 555 0100"');
  need('clinician', clinician === null || isLine(clinician), 'must be one line of at most 120 characters');
  return problems;
}

/** The fields that a new organisation lacks. Nothing is assumed: a wrong country would show wrong emergency numbers. */
export const missingForOrganisation = (admin: NewAdmin): readonly AdminProblem[] =>
  (['zone', 'country', 'fallbackPhone', 'clinician'] as const)
    .filter((field) => admin[field] === null)
    .map((field) => ({ field, why: 'is needed for a new organisation' }));

const isLine = (text: string): boolean => text.trim() !== '' && text.trim().length <= 120 && !/\p{Cc}/u.test(text);
const isPhone = (text: string): boolean => /^\+?[\d ().-]+$/.test(text.trim()) && text.replace(/\D/g, '').length >= 5 && text.length <= 40;

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

function isCountry(text: string): boolean {
  const code = text.toUpperCase();
  // ZZ is "unknown region" and Q or X begin what no country has been given, but for Kosovo.
  return /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined && (code === 'XK' || !/^(ZZ|Q[M-Z]|X|EU$|EZ$|UN$)/.test(code));
}
