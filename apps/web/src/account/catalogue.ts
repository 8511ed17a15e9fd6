import { addCatalogues } from '../language/language.js';
import en from './language/en.json';
import es from './language/es.json';

// The words of accounts come with their screens, which nobody needs on a first visit.
addCatalogues({ en: { account: en }, es: { account: es } });
