import type { LoggerService } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import type { RequestHandler } from 'express';
import { pino, type DestinationStream, type Logger } from 'pino';
import { lineWriter } from './line-writer.js';
import { apiPathOf, isOfPeerRealm } from './paths.js';
import { requestIdOf } from './request-id.js';

export type Log = Logger;

/** One line of JSON per event, on standard output. Nobody may hand it a body, a variable, an address or a name. */
export const createLog = (config: Pick<Config, 'LOG_LEVEL' | 'EVENKEEL_INSTANCE'>, to: DestinationStream = lineWriter()): Log =>
  pino({ level: config.LOG_LEVEL, base: { process: config.EVENKEEL_INSTANCE }, timestamp: pino.stdTimeFunctions.isoTime }, to);

/** What the framework says goes the same way; its chatter while it starts is for debugging. */
export function nestLog(log: Log): LoggerService {
  const textOf = (message: unknown): string => (message instanceof Error ? message.message : String(message));
  return {
    log: (message) => log.debug(textOf(message)),
    debug: (message) => log.debug(textOf(message)),
    verbose: (message) => log.debug(textOf(message)),
    warn: (message) => log.warn(textOf(message)),
    error: (message) => log.error(textOf(message)),
    fatal: (message) => log.fatal(textOf(message)),
  };
}

/** The log of the peer realm: lines of their own kind, so that they can be kept apart and read by other people. */
export const peerLogOf = (log: Log): Log => log.child({ realm: 'peer' });

/**
 * Method, first part of the path, status and time of each request to the api. The rest of a path may be a secret. Going in
 * at the door of the peer realm leaves no line unless it fails: beside the first line of a persona it would say who that is.
 */
export function logRequests(log: Log): RequestHandler {
  const peerLog = peerLogOf(log);
  return (request, response, next) => {
    const path = apiPathOf(request.path);
    if (path === null || path === 'health' || path === 'metrics') return next();
    const from = performance.now();
    const isPeer = isOfPeerRealm(request.path);
    response.on('finish', () => {
      const { statusCode: status } = response;
      if (path === 'peer-entry' && status < 500) return;
      (isPeer ? peerLog : log)[status >= 500 ? 'error' : 'info']({ requestId: requestIdOf(request), method: request.method, path, status, ms: Math.round(performance.now() - from) }, 'request');
    });
    next();
  };
}
