import { addCatalogues } from '../language/language.js';
import en from './language/staff/en.json';
import es from './language/staff/es.json';

// The words of the desk come with it; no patient's phone loads them.
addCatalogues({ en: { 'peer-groups-staff': en }, es: { 'peer-groups-staff': es } });
