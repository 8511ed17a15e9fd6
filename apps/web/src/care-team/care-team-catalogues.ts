import { addCatalogues } from '../language/language.js';
import en from './language/en.json';
import es from './language/es.json';

/** The words of the patient's screens about team and sharing. They come with those screens, not with the first load. */
export function addCareTeamCatalogues(): void {
  addCatalogues({ en: { 'care-team': en }, es: { 'care-team': es } });
}
