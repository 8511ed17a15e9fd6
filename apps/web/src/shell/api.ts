import { createApiClient } from '@evenkeel/api-client';

/** The one client of this page. */
export const api = createApiClient({ fetch: (input, init) => globalThis.fetch(input, init) });
