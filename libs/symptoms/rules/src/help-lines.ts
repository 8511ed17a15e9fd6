/** Where somebody is now. `EU` stands for a member state that has no list of its own. */
export const helpRegions = ['US', 'CA', 'GB', 'IE', 'ES', 'MX', 'AU', 'NZ', 'EU'] as const;

export type HelpRegion = (typeof helpRegions)[number];

/** `emergency` an ambulance · `crisis` somebody to talk to now · `poison` what to do after too much · `health` advice that can wait an hour. */
export type HelpPurpose = 'emergency' | 'crisis' | 'poison' | 'health';

export interface HelpLine {
  readonly id: string;
  readonly purpose: HelpPurpose;
  /** Key in the language catalogue. */
  readonly nameKey: string;
  /** As people write it there; `null` for a line that only takes text messages. */
  readonly call: string | null;
  /** A number for text messages and the word to send, where one is asked for. */
  readonly text: { readonly to: string; readonly say: string | null } | null;
  /** Day and night, or between two wall-clock times of that country. */
  readonly hours: 'always' | { readonly from: string; readonly to: string };
  /** When somebody last compared it with a published page, `YYYY-MM-DD`, and which. */
  readonly checkedOn: string;
  readonly checkedAgainst: string;
}

/** Every line is compared again within this many days; a line older than `stale` must not be shipped. */
export const helpLineDays = { recheck: 90, stale: 180 } as const;

const checkedOn = '2026-11-22';

type Entry = readonly [id: string, purpose: HelpPurpose, call: string | null, checkedAgainst: string, more?: Pick<Partial<HelpLine>, 'text' | 'hours'>];

const line = ([id, purpose, call, checkedAgainst, more]: Entry): HelpLine => ({
  id,
  purpose,
  nameKey: `help.line.${id}`,
  call,
  text: more?.text ?? null,
  hours: more?.hours ?? 'always',
  checkedOn,
  checkedAgainst,
});

const byText = (to: string, say: string | null = null): Pick<HelpLine, 'text'> => ({ text: { to, say } });

const entries: Record<HelpRegion, readonly Entry[]> = {
  US: [
    ['us-911', 'emergency', '911', 'public emergency number'],
    ['us-988', 'crisis', '988', 'internationalmentalhealth.org/resources (988lifeline.org); press 2 for Spanish', byText('988')],
    ['us-poison', 'poison', '1-800-222-1222', 'poison.org'],
    ['us-samhsa', 'health', '1-800-662-4357', 'internationalmentalhealth.org/resources (SAMHSA)'],
  ],
  CA: [
    ['ca-911', 'emergency', '911', 'public emergency number'],
    ['ca-988', 'crisis', '988', '988.ca, as announced by Canadian Mental Health partners', byText('988')],
    ['ca-poison', 'poison', '1-844-764-7669', 'Health Canada announcement, ctvnews.ca'],
  ],
  GB: [
    ['gb-999', 'emergency', '999', 'public emergency number'],
    ['gb-samaritans', 'crisis', '116 123', 'samaritans.org, contact a Samaritan'],
    ['gb-shout', 'crisis', null, 'tewv.nhs.uk (Shout)', byText('85258', 'SHOUT')],
    ['gb-nhs-111-mental-health', 'health', '111', 'norwoodmc.co.uk, NHS 111 option 2'],
    ['gb-nhs-111', 'poison', '111', 'npis.org, for members of the public'],
  ],
  IE: [
    ['ie-112', 'emergency', '112', 'HSE, carlow-nationalist.ie'],
    ['ie-samaritans', 'crisis', '116 123', 'merrionstreet.ie, Department of Health'],
    ['ie-text-about-it', 'crisis', null, 'merrionstreet.ie, Department of Health', byText('50808', 'HELLO')],
    ['ie-poison', 'poison', '01 809 2166', 'poisons.ie, public line', { hours: { from: '08:00', to: '22:00' } }],
  ],
  ES: [
    ['es-112', 'emergency', '112', 'public emergency number'],
    ['es-024', 'crisis', '024', 'rtve.es, Ministerio de Sanidad'],
    ['es-poison', 'poison', '91 562 04 20', 'laregion.es, Servicio de Información Toxicológica'],
  ],
  MX: [
    ['mx-911', 'emergency', '911', 'public emergency number'],
    ['mx-linea-de-la-vida', 'crisis', '800 911 2000', 'eluniversal.com.mx, CONASAMA'],
  ],
  AU: [
    ['au-000', 'emergency', '000', 'lifelineh2h.org.au'],
    ['au-lifeline', 'crisis', '13 11 14', 'lifeinmind.org.au', byText('0477 13 11 14')],
    ['au-poison', 'poison', '13 11 26', 'poisonsinfo.health.qld.gov.au'],
  ],
  NZ: [
    ['nz-111', 'emergency', '111', 'poisons.co.nz'],
    ['nz-1737', 'crisis', '1737', 'Need to Talk?, vice.com', byText('1737')],
    ['nz-poison', 'poison', '0800 764 766', 'poisons.co.nz'],
  ],
  EU: [
    ['eu-112', 'emergency', '112', 'studyinhungary.hu, European emergency number'],
    // Reserved in the whole Union, answered in most of it: the emergency number stays above it.
    ['eu-116-123', 'crisis', '116 123', 'euroalert.net, European Commission'],
  ],
};

/** Everything that ships, in the order in which a card shows it. */
export const helpLines: Readonly<Record<HelpRegion, readonly HelpLine[]>> = {
  US: entries.US.map(line),
  CA: entries.CA.map(line),
  GB: entries.GB.map(line),
  IE: entries.IE.map(line),
  ES: entries.ES.map(line),
  MX: entries.MX.map(line),
  AU: entries.AU.map(line),
  NZ: entries.NZ.map(line),
  EU: entries.EU.map(line),
};

const memberStates = 'AT BE BG CY CZ DE DK EE FI FR GR HR HU IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/**
 * The region of a country (ISO 3166, two letters), or `null` for a country that we have no numbers for: then the card
 * says to call the local emergency number and names none, because a wrong number is worse.
 */
export const regionOf = (country: string): HelpRegion | null =>
  helpRegions.find((region) => region === country) ?? (memberStates.includes(country) ? 'EU' : null);

/** The lines of a region for one purpose, first choice first. */
export const linesFor = (region: HelpRegion, purpose: HelpPurpose): readonly HelpLine[] =>
  helpLines[region].filter((each) => each.purpose === purpose);

/** What a telephone dials or sends to: digits only, with a leading plus where there is one. */
export const dialable = (number: string): string => number.replace(/[^\d+]/g, '');

/**
 * Lines whose check is older than `days` on this day, or lies in its future. `today` is `YYYY-MM-DD`. A worker asks
 * with `recheck` to open a task; a release asks with `stale` and stops.
 */
export function staleLines(today: string, days: number = helpLineDays.stale): readonly HelpLine[] {
  const age = (each: HelpLine): number => (Date.parse(today) - Date.parse(each.checkedOn)) / 86_400_000;
  return helpRegions.flatMap((region) => helpLines[region]).filter((each) => age(each) < 0 || age(each) > days);
}
