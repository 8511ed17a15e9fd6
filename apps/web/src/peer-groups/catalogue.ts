import { addCatalogues } from '../language/language.js';
import en from './language/en.json';
import es from './language/es.json';

// The words of the groups come with their screens.
addCatalogues({ en: { 'peer-groups': en }, es: { 'peer-groups': es } });
