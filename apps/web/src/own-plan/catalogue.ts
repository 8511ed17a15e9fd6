import { addCatalogues } from '../language/language.js';
import en from './language/en.json';
import es from './language/es.json';

// The words of the plan's own pages come with them, so that the first load of a patient does without.
addCatalogues({ en: { 'own-plan': en }, es: { 'own-plan': es } });
