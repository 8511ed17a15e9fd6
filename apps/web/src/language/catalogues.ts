import checkInsEn from '../check-ins/language/en.json';
import checkInsEs from '../check-ins/language/es.json';
import escalationEn from '../escalation/language/en.json';
import escalationEs from '../escalation/language/es.json';
import identityEn from '../identity/language/en.json';
import identityEs from '../identity/language/es.json';
import kitEn from '../kit/language/en.json';
import kitEs from '../kit/language/es.json';
import medicinesEn from '../medicines/language/en.json';
import medicinesEs from '../medicines/language/es.json';
import offlineEn from '../offline/language/en.json';
import offlineEs from '../offline/language/es.json';
import shellEn from '../shell/language/en.json';
import shellEs from '../shell/language/es.json';
import taperEn from '../taper/language/en.json';
import taperEs from '../taper/language/es.json';

export type Language = 'en' | 'es';

/** One namespace per scope. Staff catalogues are added when the staff area is loaded. */
export const patientCatalogues = {
  en: { kit: kitEn, shell: shellEn, offline: offlineEn, identity: identityEn, 'check-ins': checkInsEn, escalation: escalationEn, medicines: medicinesEn, taper: taperEn },
  es: { kit: kitEs, shell: shellEs, offline: offlineEs, identity: identityEs, 'check-ins': checkInsEs, escalation: escalationEs, medicines: medicinesEs, taper: taperEs },
} as const;
