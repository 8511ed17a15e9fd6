import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './kit/tokens.css';
import './kit/base.css';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguage, whenLanguageChanges } from './language/language.js';
import { startOutbox } from './offline/outbox.js';
import { registerServiceWorker } from './offline/register-service-worker.js';
import { App } from './shell/app.js';
import { savedSession } from './shell/saved-session.js';
import { concerns } from './shell/use-operation.js';

startLanguage();

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 5_000, gcTime: 10 * 60_000, networkMode: 'always', refetchOnWindowFocus: 'always', refetchOnReconnect: 'always' } },
});

// What the server has worded is read again in the new language.
whenLanguageChanges(() => void queries.invalidateQueries());

startOutbox(
  savedSession()?.patientId ?? null,
  () => void queries.invalidateQueries({ predicate: (query) => concerns(query.meta, ['today', 'alert'], undefined) }),
  () => void queries.invalidateQueries({ predicate: (query) => concerns(query.meta, ['plan', 'today'], undefined) }),
);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root');
createRoot(root).render(
  <StrictMode>
    <App queries={queries} />
  </StrictMode>,
);

registerServiceWorker();
