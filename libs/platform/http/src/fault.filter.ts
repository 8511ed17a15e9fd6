import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { describeFault } from './describe-fault.js';
import { peerLogOf, type Log } from './log.js';
import { isOfPeerRealm } from './paths.js';
import { referenceOf, requestIdOf } from './request-id.js';

const codes: Readonly<Record<number, string>> = {
  400: 'bad-request', 401: 'signed-out', 403: 'not-allowed', 404: 'not-found', 405: 'bad-request', 413: 'too-large', 415: 'not-json', 429: 'too-many-attempts',
};

/** Nobody outside learns more about a fault than a reference; inside, the log has the rest under the same reference. */
@Catch()
export class FaultFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    // In GraphQL an error belongs to a field; Apollo's formatter masks and logs it.
    if (host.getType<string>() === 'graphql') return error;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return response.end();
    const status = statusOf(error);
    const code = codes[status];
    if (code !== undefined) return response.status(status).json({ code });
    const requestId = requestIdOf(request);
    (isOfPeerRealm(request.path) ? peerLogOf(this.log) : this.log).error({ requestId, reference: referenceOf(requestId), fault: describeFault(error) }, 'fault');
    return response.status(500).json({ code: 'fault', reference: referenceOf(requestId) });
  }
}

/** Status of an error of the framework or of the body parser; 500 for everything else. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : 500;
}
