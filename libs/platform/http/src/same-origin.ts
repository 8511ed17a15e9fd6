import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { apiPathOf } from './paths.js';

/** Header that only our own clients send: a foreign page cannot, without a preflight that we never grant. */
export const clientHeader = 'x-evenkeel-client';

/**
 * Turns away writes that another site's page could have caused with somebody's cookie. Browsers say where a request
 * comes from; older ones at least name the origin. The acknowledge form is a plain form and cannot send our header.
 */
export function sameOriginOnly(baseUrl: string): RequestHandler {
  const ours = new URL(baseUrl).origin;
  return (request, response, next) => {
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    const hasHeader = request.headers[clientHeader] !== undefined || apiPathOf(request.path) === 'ack';
    if (reads || (hasHeader && comesFromUs(request, ours))) next();
    else response.status(403).json({ code: 'cross-site' });
  };
}

function comesFromUs(request: IncomingMessage, ours: string): boolean {
  const { 'sec-fetch-site': site, origin, host } = request.headers;
  if (site !== undefined) return site === 'same-origin';
  if (origin === undefined) return true;
  return URL.canParse(origin) && (new URL(origin).origin === ours || new URL(origin).host === host);
}
