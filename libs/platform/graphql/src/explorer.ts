import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>GraphiQL, Evenkeel</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/graphiql/style.css"></head>
<body><div id="root"></div><script src="/graphiql/workers.js"></script><script src="/graphiql/main.js"></script><script src="/graphiql/start.js"></script></body>
</html>
`;
const workers = `self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => '/graphiql/' + ({ json: 'json', graphql: 'graphql' }[label] || 'editor') + '-worker.js' };`;
const start = `YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
  endpoint: '/graphql', method: 'POST', credentials: 'same-origin', headers: JSON.stringify({ 'x-evenkeel-client': 'graphiql' }),
  title: 'Evenkeel', defaultQuery: '# Sign in at the web client first: the session is shared.\\n{\\n  viewer { displayName role }\\n}\\n',
});`;

/** The editor writes styles into the page; that is why it is served nowhere but in development, under rules of its own. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'";

/** GraphiQL at /graphiql, from the npm package, without a byte from another host. For development only: it is 9 MB. */
export async function prepareExplorer(app: NestExpressApplication): Promise<void> {
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql');
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', page], '/style.css': ['text/css', bundle.css], '/main.js': ['text/javascript', bundle.js],
    '/workers.js': ['text/javascript', workers], '/start.js': ['text/javascript', start],
    '/editor-worker.js': ['text/javascript', bundle.editorWorkerService], '/json-worker.js': ['text/javascript', bundle.jsonWorker], '/graphql-worker.js': ['text/javascript', bundle.graphqlWorker],
  };
  app.use('/graphiql', (request: Request, response: Response, next: () => void) => {
    const [type, text] = files[request.path] ?? [];
    if (request.method !== 'GET' || type === undefined || text === undefined) return next();
    response.setHeader('content-security-policy', policy).setHeader('content-type', `${type}; charset=utf-8`).end(text);
  });
}
