import { addCatalogues } from '../language/language.js';
import en from './language/en.json';
import es from './language/es.json';

/** The words of the timeline. They come with its screens, so that the first load of a patient does without them. */
export const addTimelineCatalogues = (): void => addCatalogues({ en: { timeline: en }, es: { timeline: es } });
