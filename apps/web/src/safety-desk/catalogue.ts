import { addCatalogues } from '../language/language.js';
import en from './language/staff/en.json';
import es from './language/staff/es.json';

// The words come with the screens: few people of an organisation ever see them.
addCatalogues({ en: { 'safety-desk-staff': en }, es: { 'safety-desk-staff': es } });
