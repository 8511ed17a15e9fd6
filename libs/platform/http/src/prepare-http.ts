import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '@evenkeel/config';
import { FaultFilter } from './fault.filter.js';
import { logRequests, type Log } from './log.js';
import { measureRequests } from './measure-requests.js';
import { giveRequestId } from './request-id.js';
import { sameOriginOnly } from './same-origin.js';
import { neverStore, readPageHashes, securityHeaders } from './security-headers.js';
import { webClient } from './web-client.js';

/** Largest body of a request. A full check-in with its free text is below a tenth of it. */
export const bodyLimit = '100kb';

/** Everything between the socket and the first resolver. Create the application with `bodyParser: false`, then call this. */
export function prepareHttp(app: NestExpressApplication, config: Config, log: Log): void {
  const secure = new URL(config.BASE_URL).protocol === 'https:';
  app.disable('x-powered-by');
  app.disable('etag');
  // The proxies in front may say from where a request came; nobody else may.
  app.set('trust proxy', [...config.TRUSTED_PROXIES]);
  app.use(giveRequestId, securityHeaders(readPageHashes(config.EVENKEEL_WEB_DIR), secure), neverStore, measureRequests(), logRequests(log), sameOriginOnly(config.BASE_URL));
  app.useBodyParser('json', { limit: bodyLimit, type: 'application/json' });
  app.useBodyParser('urlencoded', { limit: '1kb', extended: false });
  if (config.EVENKEEL_WEB_DIR !== undefined) app.use(webClient(config.EVENKEEL_WEB_DIR));
  app.useGlobalFilters(new FaultFilter(log));
}
