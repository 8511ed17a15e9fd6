import { medicineNames } from '@evenkeel/phrases';

/** What makes two names one and the same to a reader: letters and digits alone, without case, accents and look-alikes. */
export const nameKey = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/0/g, 'o').replace(/[1|!i]/g, 'l').replace(/[^\p{L}\p{N}]/gu, '');

/** What nobody may pretend to be here, in both languages and as `nameKey` leaves it. */
const offices = ['moderator', 'moderador', 'doctor', 'médico', 'médica', 'admin'].map(nameKey);

export const nameLength = { least: 2, most: 40 } as const;

/** Why a name cannot be had here, judged by the name alone. Names of people and clinics are for the bridge to compare. */
export type NameProblem = 'persona-name-too-short' | 'persona-name-too-long' | 'name-not-possible';

/** The first thing that is wrong with a made-up name, or `null`. An address, a link, a number to call or a medicine is not a name. */
export function nameProblem(name: string): NameProblem | null {
  const trimmed = name.trim();
  const key = nameKey(trimmed);
  if (trimmed.length < nameLength.least || key.length < nameLength.least) return 'persona-name-too-short';
  if (trimmed.length > nameLength.most) return 'persona-name-too-long';
  if (/[@/\\<>\p{C}]|https?:|www\./iu.test(trimmed) || /(?:\d[\s().-]?){7,}/.test(trimmed)) return 'name-not-possible';
  if (offices.some((office) => key.includes(office)) || /\bdra?\b/i.test(trimmed)) return 'name-not-possible';
  return medicineNames.some((medicine) => key.includes(nameKey(medicine))) ? 'name-not-possible' : null;
}

const words = {
  en: { first: ['Quiet', 'Calm', 'Early', 'Gentle', 'Steady', 'Mossy', 'Silver', 'Soft', 'Patient', 'Plain'], second: ['Garden', 'Meadow', 'Lantern', 'River', 'Hill', 'Willow', 'Pebble', 'Sparrow', 'Orchard', 'Cloud'] },
  es: { first: ['Puerto', 'Prado', 'Farol', 'Arroyo', 'Cerro', 'Sauce', 'Guijarro', 'Jilguero', 'Huerto', 'Faro'], second: ['Sereno', 'Tranquilo', 'Claro', 'Suave', 'Lento', 'Amable', 'Quieto', 'Sencillo', 'Paciente', 'Blanco'] },
} as const;

/** Three different calm names to choose from, such as "Quiet Garden 27". @param chance numbers from 0 up to, not including, 1 */
export function suggestNames(language: 'en' | 'es', chance: () => number): readonly string[] {
  const { first, second } = words[language];
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[Math.floor(chance() * from.length)] ?? from[0];
    if (picked === undefined) throw new Error('Nothing to choose from');
    return picked;
  };
  const names = new Set<string>();
  for (let tries = 0; names.size < 3 && tries < 50; tries += 1) names.add(`${pick(first)} ${pick(second)} ${10 + Math.floor(chance() * 90)}`);
  return [...names];
}
