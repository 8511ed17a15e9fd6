import { createApiClient } from '@evenkeel/api-client';
import { currentLanguage } from '../language/language.js';
import { lineSense } from './line-sense.js';

const line = lineSense((input, init) => globalThis.fetch(input, init));

/** The one client of this page. */
export const api = createApiClient({ fetch: line.fetch, language: currentLanguage });

/** Calls `back` whenever a request of this page gets through after one that did not. */
export const whenLineIsBack = line.whenBack;
