import { createApiClient } from '@evenkeel/api-client';
import { currentLanguage } from '../language/language.js';

/** The one client of this page. */
export const api = createApiClient({ fetch: (input, init) => globalThis.fetch(input, init), language: currentLanguage });
